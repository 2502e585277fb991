// The cookie of the stand-alone console: for this product's path only, out of reach of scripts, never sent by another site.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** Begins as all our own do, so that it never goes on to Confluence. */
const name = 'um-session';

/** Null where there is none, and where there are two: one of them was put there by a neighbour of this site. */
export function readSessionCookie(header: string | undefined): string | null {
  const found = new Set<string>();
  for (const pair of (header ?? '').split(';')) {
    const mark = pair.indexOf('=');
    if (mark !== -1 && pair.slice(0, mark).trim() === name) found.add(pair.slice(mark + 1).trim());
  }
  const [only = null] = found;
  return found.size > 1 ? null : only;
}

/** `Secure` wherever the browser came by https, as the proxy tells, or the browser itself by the origin of its page. */
export function writeSessionCookie(
  request: Pick<FastifyRequest, 'protocol' | 'headers'>,
  { basePath }: Pick<Config, 'basePath'>,
  { value, lifetimeMs }: { readonly value: string; readonly lifetimeMs: number },
): string {
  const isSecure = request.protocol === 'https' || request.headers.origin?.startsWith('https://') === true;
  const secure = isSecure ? '; Secure' : '';
  const maxAge = Math.floor(lifetimeMs / 1000);
  return `${name}=${value}; Path=${basePath === '' ? '/' : basePath}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}
