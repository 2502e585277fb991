// Turns credentials into the headers Confluence wants: a personal access token (7.9 and later), Basic, or a session's cookies.
import { isIP } from 'node:net';
import type { Authorisation } from '../http-client/request.ts';
import type { AccountCredentials, PersonCredentials } from '../ports.ts';

/** The `Authorization` value; null for credentials that no header can carry and nobody can have. */
export function authorisationOf(credentials: AccountCredentials): string | null {
  if (credentials.kind === 'token') {
    return /^[\x21-\x7e]+$/.test(credentials.token) ? `Bearer ${credentials.token}` : null;
  }
  const { username, password } = credentials;
  if (username === '' || password === '' || username.includes(':')) return null;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/**
 * The headers of somebody else's credentials, in place of our own. Sites with Crowd's single sign-on compare the address
 * a session began at with `X-Forwarded-For`.
 */
export function authorisationOfPerson(credentials: PersonCredentials): Authorisation {
  if (credentials.kind !== 'cookies') return authorisationOf(credentials);
  const { cookies, address } = credentials;
  if (!/^[\x20-\x7e]+$/.test(cookies)) return null;
  // What a trusted proxy passed on unread may be any text; whoever chose it says nothing to Crowd.
  return isIP(address) === 0 ? { cookie: cookies } : { cookie: cookies, 'x-forwarded-for': address };
}
