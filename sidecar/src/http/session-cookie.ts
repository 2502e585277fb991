// The cookie of the stand-alone console: for this product's path only, out of reach of scripts, never sent by another site.
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** Begins as all our own do, so that it never goes on to Confluence. */
const name = 'um-session';

export function readSessionCookie(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const mark = pair.indexOf('=');
    if (mark !== -1 && pair.slice(0, mark).trim() === name) return pair.slice(mark + 1).trim();
  }
  return null;
}

/** `Secure` wherever the browser came by https, as the proxy tells. */
export function writeSessionCookie(
  request: Pick<FastifyRequest, 'protocol'>,
  { basePath }: Pick<Config, 'basePath'>,
  { value, lifetimeMs }: { readonly value: string; readonly lifetimeMs: number },
): string {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const maxAge = Math.floor(lifetimeMs / 1000);
  return `${name}=${value}; Path=${basePath === '' ? '/' : basePath}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}
