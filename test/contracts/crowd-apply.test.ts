// The suite of every way of writing, passed by a directory in Crowd: usernames stand in the place of user keys.

import { expect } from 'vitest';
import type { CrowdConnection } from '../../sidecar/src/adapters/crowd/connect.ts';
import { type DirectoryAccount, HostFailure, type HostUser, type ReadPort } from '../../sidecar/src/adapters/ports.ts';
import { rehearseDirectory } from '../../sidecar/src/adapters/rehearsal/directory.ts';
import type { DirectoryWritePort, WritePort } from '../../sidecar/src/adapters/writes.ts';
import { nameOfNewcomer, namesOf } from '../../sidecar/src/domain/newcomer.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { crowdWritesOf, openCrowdLab } from './crowd-lab.ts';
import { promiseWrites } from './writes.contract.ts';

promiseWrites('a directory in Crowd', async () => {
  const { connection, close } = await openCrowdLab();
  return {
    reads: readByName(connection),
    writes: byName(connection.writes),
    success: 'done',
    keyOf: (username) => username as UserKey,
    close,
  };
});

promiseWrites('the rehearsal of a directory in Crowd', async () => {
  const crowd = await openCrowdLab();
  const { reads, writes } = rehearseDirectory(crowd.connection.reads);
  return {
    reads: readByName({ reads }),
    writes: byName(writes),
    success: 'rehearsed',
    keyOf: (username) => username as UserKey,
    close: async () => {
      expect(crowdWritesOf(crowd)).toEqual([]);
      await crowd.close();
    },
  };
});

/** The directory as the suite changes a host. */
function byName({ apply, createAccount }: DirectoryWritePort): Pick<WritePort, 'apply' | 'createUser'> {
  return {
    apply: ({ username }, change) => apply({ username, key: null }, change),
    createUser: (user) => createAccount({ ...user, ...namesOf(user.displayName), active: true }),
  };
}

/** The directory as the suite reads a host. */
function readByName({ reads }: Pick<CrowdConnection, 'reads'>): ReadPort {
  const toUser = ({ username, displayName, status }: DirectoryAccount): HostUser => ({
    userKey: username as string as UserKey,
    username,
    displayName,
    status,
  });
  return {
    listUsers: async function* () {
      for await (const page of reads.listAccounts()) yield page.map(toUser);
    },
    judgeListing: async () => ({ state: 'complete', reason: null }),
    listActivity: async function* () {},
    listGroups: async function* () {
      for await (const page of reads.listGroups()) yield page.map(({ name }) => name);
    },
    listMembers: async function* (group) {
      for await (const page of reads.listMembers(group)) {
        yield page.map((name) => ({
          userKey: name as UserKey,
          username: name as Username,
          displayName: name,
          status: 'unknown',
        }));
      }
    },
    listChildGroups: (group) => reads.listChildGroups(group),
    readAddress: async () => null,
    readUser: async (userKey) => {
      const account = await reads.readAccount(nameOfNewcomer(userKey) ?? userKey);
      return account === null ? null : toUser(account);
    },
    readGroupsOf: async (userKey) => {
      try {
        return await reads.readGroupsOf(userKey);
      } catch (error) {
        const gone = error instanceof HostFailure && error.code === 'crowd_user_not_found';
        throw gone ? new HostFailure('host_not_found', { request: error.request }) : error;
      }
    },
  };
}
