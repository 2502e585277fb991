// Finds everybody where no list of users exists: members of all groups, then whom the Remote API names besides.
import { foldName, type UserKey } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure, type HostUser, type ReadPort } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';
import { callRemote } from './json-rpc.ts';
import type { Probe } from './probe.ts';
import { areUsernames, isAnyUser } from './schema.ts';
import { isSomebody, toHostUser } from './users.ts';

export interface EverybodySources {
  readonly http: HttpClient;
  readonly probe: Pick<Probe, 'findings' | 'forget'>;
  readonly reads: Pick<ReadPort, 'listGroups' | 'listMembers'>;
}

const namesAtOnce = 4;

/** Yields each user once by key. `members` stand for the groups where they were read already. */
export async function* findEverybody(
  sources: EverybodySources,
  members: Iterable<HostUser> | undefined,
): AsyncGenerator<readonly HostUser[]> {
  const metKeys = new Set<UserKey>();
  const metNames = new Set<string>();
  const takeNew = (users: Iterable<HostUser>): HostUser[] => {
    const fresh: HostUser[] = [];
    for (const user of users) {
      if (metKeys.has(user.userKey)) continue;
      metKeys.add(user.userKey);
      metNames.add(foldName(user.username));
      fresh.push(user);
    }
    return fresh;
  };
  if (members === undefined) for await (const page of readMembersOfAll(sources.reads)) yield takeNew(page);
  else yield takeNew(members);
  const names = (await nameEverybody(sources)).filter((name) => !metNames.has(foldName(name)));
  for (let start = 0; start < names.length; start += namesAtOnce) {
    const slice = names.slice(start, start + namesAtOnce);
    const users = await Promise.all(slice.map((name) => readUserByName(sources.http, name)));
    yield takeNew(users.filter((user) => user !== null));
  }
}

/** A group that cannot be read, or was gone before its turn, is left out: the groups' own reading says so. */
async function* readMembersOfAll(reads: EverybodySources['reads']): AsyncGenerator<readonly HostUser[]> {
  for await (const groups of reads.listGroups()) {
    for (const group of groups) {
      try {
        yield* reads.listMembers(group);
      } catch (error) {
        const closed = ['host_capability_absent', 'host_not_found', 'host_forbidden'];
        if (!(error instanceof HostFailure) || !closed.includes(error.code)) throw error;
      }
    }
  }
}

/** Usernames by `getActiveUsers(viewAll)`; none where the Remote API was shut meanwhile, which is asked about anew. */
async function nameEverybody({ http, probe }: EverybodySources): Promise<readonly string[]> {
  if ((await probe.findings()).everybody !== 'by-groups-and-remote-api') return [];
  const told = await callRemote(http, 'getActiveUsers', [true]);
  const { status, request } = told.answer;
  if (told.kind === 'failure') {
    if (told.code !== 'host_remote_api_off' && told.code !== 'host_websudo') {
      throw new HostFailure(told.code, { status, request });
    }
    probe.forget();
    return [];
  }
  if (!areUsernames(told.result)) throw new HostFailure('host_unexpected_shape', { status, request });
  return told.result;
}

async function readUserByName(http: HttpClient, username: string): Promise<HostUser | null> {
  const answer = await http.send({ method: 'GET', path: '/rest/api/user', query: { username, expand: 'status' } });
  if (failureCodeOf(answer) === 'host_not_found') return null;
  const user = readBody(answer, isAnyUser);
  return isSomebody(user) && user.type !== 'unknown' ? toHostUser(user) : null;
}
