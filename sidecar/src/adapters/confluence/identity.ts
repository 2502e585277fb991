// Tells who a person is by asking Confluence with that person's own credentials; their groups come by the service account.
import type { UserKey, Username } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure, type IdentityPort, type PersonCredentials, type ReadPort } from '../ports.ts';
import { readCurrentUser } from './account.ts';
import { authorisationOf } from './credentials.ts';
import type { WireUser } from './schema.ts';

/** Builds the identity port. A person's credentials are used for one request and kept nowhere. */
export function createIdentity(http: HttpClient, reads: Pick<ReadPort, 'readGroupsOf'>): IdentityPort {
  return {
    identify: async (credentials) => {
      const user = await readPerson(http, credentials);
      if (user === null) return null;
      const userKey = user.userKey as UserKey;
      return {
        userKey,
        username: user.username as Username,
        displayName: user.displayName ?? user.username,
        groups: await reads.readGroupsOf(userKey),
      };
    },
  };
}

/**
 * Null for credentials Confluence does not accept (401), for people who may not use it (403) and for the anonymous
 * visitor. Throws `host_captcha` when too many sign-ins failed: only a person in a browser can go on then.
 */
async function readPerson(http: HttpClient, credentials: PersonCredentials): Promise<WireUser | null> {
  const authorisation = authorisationOf(credentials);
  if (authorisation === null) return null;
  try {
    return await readCurrentUser(http, authorisation);
  } catch (error) {
    const refused = error instanceof HostFailure && ['host_unauthorised', 'host_forbidden'].includes(error.code);
    if (refused) return null;
    throw error;
  }
}
