// Tells who a person is by asking Confluence with that person's own credentials; their groups come by the service account.
import type { UserKey, Username } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure, type IdentityPort, type KnownPerson, type PersonCredentials, type ReadPort } from '../ports.ts';
import { readCurrentUser } from './account.ts';
import { authorisationOfPerson } from './credentials.ts';

export interface IdentityWays {
  readonly http: HttpClient;
  /** For the sessions of browsers, which may be many at a time: they must not queue before a run's own requests. */
  readonly sessions: HttpClient;
  readonly reads: Pick<ReadPort, 'readGroupsOf' | 'readUser'>;
}

/** Builds the identity port. A person's credentials are used for one request and kept nowhere. */
export function createIdentity({ http, sessions, reads }: IdentityWays): IdentityPort {
  const recognise = (credentials: PersonCredentials): Promise<KnownPerson | null> =>
    readPerson(credentials.kind === 'cookies' ? sessions : http, credentials);
  return {
    recognise,
    identify: async (credentials) => {
      const person = await recognise(credentials);
      return person === null ? null : { ...person, groups: await reads.readGroupsOf(person.userKey) };
    },
    groupsOf: async (userKey) => {
      try {
        const [user, groups] = await Promise.all([reads.readUser(userKey), reads.readGroupsOf(userKey)]);
        return user?.status === 'active' ? groups : null;
      } catch (error) {
        if (error instanceof HostFailure && error.code === 'host_not_found') return null;
        throw error;
      }
    },
  };
}

/**
 * Null for credentials Confluence does not accept (401), for people who may not use it (403) and for the anonymous
 * visitor. Throws `host_captcha` when too many sign-ins failed: only a person in a browser can go on then.
 */
async function readPerson(http: HttpClient, credentials: PersonCredentials): Promise<KnownPerson | null> {
  const authorisation = authorisationOfPerson(credentials);
  if (authorisation === null) return null;
  try {
    const user = await readCurrentUser(http, authorisation);
    if (user === null) return null;
    const { userKey, username, displayName } = user;
    return { userKey: userKey as UserKey, username: username as Username, displayName: displayName ?? username };
  } catch (error) {
    const refused = error instanceof HostFailure && ['host_unauthorised', 'host_forbidden'].includes(error.code);
    if (refused) return null;
    throw error;
  }
}
