// Reads accounts, groups, memberships and changes of one directory from Crowd's REST, one page at a time.
import type { Clock } from '../../clock.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { type DirectoryGroup, type DirectoryReadPort, HostFailure } from '../ports.ts';
import type { Abilities } from './abilities.ts';
import { directoryIdOf, toAccount } from './accounts.ts';
import type { CrowdClient } from './client.ts';
import type { DirectoryWatch } from './directory-watch.ts';
import { demandUsableName, readGroup, readUser } from './entities.ts';
import { readChanges } from './events.ts';
import { collect, readMemberships } from './memberships.ts';
import { readPages } from './paging.ts';
import { identifyDirectory } from './probe.ts';
import { isWireGroup, isWireUser, type WireGroup } from './schema.ts';

export interface ReadsInput {
  readonly crowd: CrowdClient;
  readonly watch: DirectoryWatch;
  readonly abilities: Abilities;
  readonly clock: Clock;
}

/** Builds the reading port of one directory. An account of another directory is a failure, never a row. */
export function createReads({ crowd, watch, abilities, clock }: ReadsInput): DirectoryReadPort {
  const demandOwn = (user: { name: string }, request: string) => {
    watch.note(directoryIdOf(user));
    const complaint = watch.complaint();
    if (complaint !== null) throw new HostFailure(complaint, { request });
  };

  const reads: DirectoryReadPort = {
    identify: () => identifyDirectory(crowd, watch),
    abilities: () => abilities.ask(crowd, clock),
    listAccounts: async function* () {
      const spec: RequestSpec = {
        method: 'GET',
        path: '/search',
        query: { 'entity-type': 'user', restriction: '', expand: 'user,attributes' },
      };
      for await (const page of readPages({ crowd, spec, entity: 'user', isRow: isWireUser })) {
        for (const user of page) demandOwn(user, 'GET /search?entity-type=user');
        yield page.map(toAccount);
      }
    },
    readAccount: async (username) => {
      const user = await readUser(crowd, username);
      if (user === null) return null;
      demandOwn(user, 'GET /user?username=');
      return toAccount(user);
    },
    listGroups: async function* () {
      const query = { 'entity-type': 'group', restriction: '', expand: 'group' };
      const spec: RequestSpec = { method: 'GET', path: '/search', query };
      const pages = readPages({ crowd, spec, entity: 'group', isRow: isWireGroup });
      for await (const page of pages) yield page.map(toGroup);
    },
    readGroup: async (name) => {
      const group = await readGroup(crowd, name);
      return group === null ? null : toGroup(group);
    },
    listMemberships: () => readMemberships(crowd, reads),
    listMembers: (groupname, depth = 'direct') =>
      readNames(crowd, { path: `/group/user/${depth}`, query: { groupname } }, 'user'),
    listChildGroups: (groupname, depth = 'direct') =>
      readNames(crowd, { path: `/group/child-group/${depth}`, query: { groupname } }, 'group'),
    readGroupsOf: async (username, depth = 'direct') => {
      const list = { path: `/user/group/${depth}`, query: { username } };
      const names = await collect(readNames(crowd, list, 'group'));
      // Crowd 2.8 answers with an empty list for a user it does not have.
      if (names.length === 0 && (await readUser(crowd, username)) === null) {
        throw new HostFailure('crowd_user_not_found', { request: `GET ${list.path}?username=` });
      }
      return names;
    },
    changesSince: (token) => readChanges(crowd, token),
  };
  return reads;
}

async function* readNames(
  crowd: CrowdClient,
  { path, query }: { path: string; query: Readonly<Record<string, string>> },
  entity: 'user' | 'group',
): AsyncGenerator<readonly string[]> {
  for (const name of Object.values(query)) demandUsableName(name);
  const isRow = entity === 'user' ? isWireUser : isWireGroup;
  const pages = readPages<{ name: string }>({ crowd, spec: { method: 'GET', path, query }, entity, isRow });
  for await (const page of pages) yield page.map((row) => row.name);
}

function toGroup({ name, description }: WireGroup): DirectoryGroup {
  return { name, description: typeof description === 'string' && description !== '' ? description : null };
}
