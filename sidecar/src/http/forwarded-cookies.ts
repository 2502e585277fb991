// The cookies of a browser as they may go on to Confluence: all but our own, because balancers need theirs too.
import type { FastifyRequest } from 'fastify';
import type { BrowserSession } from '../services/sessions.ts';

/** Our own cookies begin with this, so that they can be told apart and never leave. */
const ownPrefix = /^(?:__(?:Host|Secure)-)?um-/i;
/** Tomcat's session, Confluence's remember-me, Crowd's single sign-on: what makes a person known. */
const sessionName = /^(?:JSESSIONID|seraph\.confluence|crowd\.token_key)$/i;
const mostCharacters = 8 * 1024;

export interface ForwardedCookies {
  readonly cookies: string;
  /** Only those that make the session, in the order of their names. */
  readonly session: string;
}

/** The session at Confluence that came with a request, and the address it came from; null where none did. */
export function readBrowserSession({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): BrowserSession | null {
  const forwarded = readForwardedCookies(headers.cookie);
  return forwarded === null ? null : { kind: 'cookies', cookies: forwarded.cookies, address: ip };
}

/** Null where there is no session, or more than any browser of this site would send. */
export function readForwardedCookies(header: string | undefined): ForwardedCookies | null {
  if (header === undefined || header.length > mostCharacters) return null;
  const pairs = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.includes('=') && !ownPrefix.test(pair));
  const session = pairs.filter((pair) => sessionName.test(pair.slice(0, pair.indexOf('=')).trim())).sort();
  return session.length === 0 ? null : { cookies: pairs.join('; '), session: session.join('; ') };
}
