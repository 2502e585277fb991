// Reads users, groups, memberships and activity from Confluence's REST, one page at a time.
import { nameOfNewcomer } from '../../domain/newcomer.ts';
import type { UserKey } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { type HostActivity, HostFailure, type HostUser, type ReadPort } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';
import { findEverybody } from './everybody.ts';
import { askByPath, askByQuery, type GroupList } from './groups.ts';
import { judgeListing } from './listing.ts';
import { type PagedSource, readPages } from './paging.ts';
import type { Probe } from './probe.ts';
import { readProfileAddress } from './profile-address.ts';
import { isActivity, isAnyUser, isGroup, type WireActivity, type WireAnyUser } from './schema.ts';
import { isSomebody, toHostUser } from './users.ts';

/**
 * Pages of the two lists of people under way at a time. Whoever a moving list leaves out is read by the groups or is
 * unknown; members of groups are read strictly one page after the other, because exemptions hang on them.
 */
const pagesAtOnce = 4;

/** Builds the reading port. What a page size, a key or a missing resource means is settled here, not by callers. */
export function createReads(http: HttpClient, probe: Probe): ReadPort {
  const aboutGroup = async (list: GroupList, group: string): Promise<RequestSpec> => {
    const { groupsByQuery } = await probe.findings();
    const spec = groupsByQuery ? askByQuery(list, group) : askByPath(list, group);
    if (spec === null) {
      throw new HostFailure('host_capability_absent', { request: `GET /rest/api/group/{groupName}/${list}` });
    }
    return spec;
  };

  /** A list that is not there any more, or never was, makes us ask again what this host can do. */
  async function* doubtWhenMissing<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
    try {
      yield* pages;
    } catch (error) {
      if (error instanceof HostFailure && error.code === 'host_capability_absent') probe.forget();
      throw error;
    }
  }

  const reads: ReadPort = {
    listUsers: async function* ({ members, expected } = {}) {
      const { everybody } = await probe.findings();
      const list: RequestSpec = { method: 'GET', path: '/rest/api/user/list', query: { expand: 'status' } };
      if (everybody === 'listed') yield* doubtWhenMissing(readUsers(http, list, { pagesAtOnce, expected }));
      else yield* findEverybody({ http, probe, reads }, members);
    },
    judgeListing: async (count) => judgeListing(http, (await probe.findings()).everybody, count),
    listActivity: async function* () {
      const { activityPath } = await probe.findings();
      if (activityPath === null) {
        throw new HostFailure('host_capability_absent', { request: 'GET /rest/api/admin/users/list/active' });
      }
      const spec: RequestSpec = { method: 'GET', path: activityPath, query: { expand: 'lastLogin' } };
      const pages = readPages({ http, spec, isRow: isActivity, keyOf: (row) => row.userKey, pagesAtOnce });
      for await (const page of doubtWhenMissing(pages)) yield page.map(toHostActivity);
    },
    listGroups: () => readGroupNames(http, { method: 'GET', path: '/rest/api/group' }),
    listMembers: async function* (group) {
      yield* readUsers(http, await aboutGroup('member', group));
    },
    listChildGroups: async function* (group) {
      yield* readGroupNames(http, await aboutGroup('groupmember', group));
    },
    readUser: (userKey) => readUserByKey(http, userKey),
    readAddress: async (username) =>
      (await probe.findings()).activityPath === null ? readProfileAddress(http, username) : null,
    readGroupsOf: async (userKey) => {
      const spec: RequestSpec = { method: 'GET', path: '/rest/api/user/memberof', query: addressOf(userKey) };
      const names = new Set<string>();
      for await (const page of readGroupNames(http, spec)) for (const name of page) names.add(name);
      return [...names];
    },
  };
  return reads;
}

/**
 * One user by key; null when there is none. Somebody of type `unknown` (deleted, or gone from every directory) is none:
 * no call could change them.
 */
export async function readUserByKey(http: HttpClient, userKey: UserKey): Promise<HostUser | null> {
  const query = { ...addressOf(userKey), expand: 'status' };
  const answer = await http.send({ method: 'GET', path: '/rest/api/user', query });
  if (failureCodeOf(answer) === 'host_not_found') return null;
  const user = readBody(answer, isAnyUser);
  if (!isSomebody(user) || user.type === 'unknown') return null;
  return toHostUser(user);
}

/** Who has no key yet is asked for by name. */
function addressOf(userKey: UserKey): { readonly key: string } | { readonly username: string } {
  const name = nameOfNewcomer(userKey);
  return name === null ? { key: userKey } : { username: name };
}

async function* readUsers(
  http: HttpClient,
  spec: RequestSpec,
  pace: Pick<PagedSource<WireAnyUser>, 'pagesAtOnce' | 'expected'> = {},
): AsyncGenerator<readonly HostUser[]> {
  const keyOf = (row: WireAnyUser) => (isSomebody(row) ? row.userKey : '');
  for await (const page of readPages({ http, spec, isRow: isAnyUser, keyOf, ...pace })) {
    yield page.filter(isSomebody).map(toHostUser);
  }
}

async function* readGroupNames(http: HttpClient, spec: RequestSpec): AsyncGenerator<readonly string[]> {
  const pages = readPages({ http, spec, isRow: isGroup, keyOf: (group) => group.name });
  for await (const page of pages) yield page.map((group) => group.name);
}

/** An absent field is "nothing told", a null is "never"; a value of another kind is passed on as text, to be unreadable. */
function toHostActivity({ userKey, email, lastLogin }: WireActivity): HostActivity {
  const asTold =
    lastLogin === undefined || lastLogin === null || typeof lastLogin === 'string' || typeof lastLogin === 'number';
  return {
    userKey: userKey as UserKey,
    email: email === undefined || email === '' ? null : email,
    lastLogin: asTold ? lastLogin : JSON.stringify(lastLogin),
  };
}
