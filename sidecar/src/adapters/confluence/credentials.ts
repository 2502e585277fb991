// Turns credentials into the header Confluence wants: a personal access token (7.9 and later) or Basic.
import type { PersonCredentials } from '../ports.ts';

/** The `Authorization` value; null for credentials that no header can carry and nobody can have. */
export function authorisationOf(credentials: PersonCredentials): string | null {
  if (credentials.kind === 'token') {
    return /^[\x21-\x7e]+$/.test(credentials.token) ? `Bearer ${credentials.token}` : null;
  }
  const { username, password } = credentials;
  if (username === '' || password === '' || username.includes(':')) return null;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
