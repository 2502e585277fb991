// The reading port's suite, passed by Confluence from 7.4 to 10.2 and by the rehearsal; then reading while things go wrong.
import { afterEach, describe, expect, it } from 'vitest';
import { rehearse } from '../../sidecar/src/adapters/rehearsal.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { formatInstant } from '../lab/clock.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import type { FaultWish } from '../lab/wire/faults.ts';
import type { User } from '../lab/world/model.ts';
import {
  effectiveAccount,
  groupsNamed,
  isActive,
  listGroupNames,
  listGroupNamesOf,
  listLicensed,
  listMembers,
  listUsers,
} from '../lab/world/views.ts';
import { connectTo, type LabConnection, openLab, passwordOf, requestsOf, writesOf } from './host-lab.ts';
import { collect, promiseReads, type ReadsSubject } from './reads.contract.ts';

interface Knows {
  /** Whether everybody is found, or only members of groups whose names can stand in a path. */
  readonly everybody: boolean;
  readonly activity: boolean;
  readonly nesting: boolean;
  readonly slashed: boolean;
}

function truthOf({ world }: Lab, knows: Knows): ReadsSubject['truth'] {
  const inReach = (user: User) => knows.everybody || listGroupNamesOf(user).some((group) => !group.includes('/'));
  return {
    users: listUsers(world)
      .items.filter(inReach)
      .map((user) => ({
        userKey: user.userKey as UserKey,
        username: user.username as Username,
        displayName: effectiveAccount(user).displayName,
        status: isActive(user) ? 'active' : 'disabled',
      })),
    groups: listGroupNames(world),
    membersOf: (group) => listMembers(world, group).items.map((user) => user.userKey as UserKey),
    groupsOf: (userKey) => {
      const user = world.usersByKey.get(userKey);
      return user === undefined ? [] : listGroupNamesOf(user);
    },
    activity: knows.activity
      ? listLicensed(world).index.items.map((user) => ({
          userKey: user.userKey as UserKey,
          email: effectiveAccount(user).email,
          lastLogin: !user.lastLoginTold
            ? undefined
            : user.lastLoginEpochMs === null
              ? null
              : formatInstant(user.lastLoginEpochMs),
        }))
      : null,
    childrenOf: knows.nesting
      ? (group) => groupsNamed(world, group).flatMap(({ children }) => [...children].map((child) => child.name))
      : null,
  };
}

interface Circumstances {
  readonly rehearsed?: boolean;
  readonly remoteApi?: boolean;
}

async function openSubject(confluence: string, knows: Knows, more: Circumstances = {}): Promise<ReadsSubject> {
  const { remoteApi = false, rehearsed = false } = more;
  const opened = await openLab({ confluence, remoteApi });
  const { lab } = opened;
  const connection = remoteApi ? connectTo(lab, { credentials: passwordOf(lab) }) : opened.connection;
  return {
    reads: rehearsed ? rehearse(connection.reads).reads : connection.reads,
    truth: truthOf(lab, knows),
    slashed: { group: 'partners/emea', readable: knows.slashed },
    close: async () => {
      expect(writesOf(lab)).toEqual([]);
      await connection.close();
      await opened.close();
    },
  };
}

const everything: Knows = { everybody: true, activity: true, nesting: true, slashed: true };
const usersAlone: Knows = { everybody: true, activity: false, nesting: false, slashed: false };
const membersAlone: Knows = { ...usersAlone, everybody: false };

promiseReads('Confluence 7.4', () => openSubject('7.4', membersAlone));
promiseReads('Confluence 7.4 with its Remote API', () => openSubject('7.4', usersAlone, { remoteApi: true }));
promiseReads('Confluence 8.3', () => openSubject('8.3', membersAlone));
promiseReads('Confluence 9.2', () => openSubject('9.2', usersAlone));
promiseReads('Confluence 10.2', () => openSubject('10.2', everything));
promiseReads('the rehearsal', () => openSubject('10.2', everything, { rehearsed: true }));

describe('reading while things go wrong', () => {
  const opened: LabConnection[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  async function open(faults: readonly FaultWish[], labOptions: LabOptions = {}) {
    const one = await openLab({ users: 1001, ...labOptions }, { timeoutMs: 400 });
    opened.push(one);
    for (const fault of faults) one.lab.wire.faults.add(fault);
    const keys = async () => (await collect(one.connection.reads.listUsers())).map((user) => user.userKey);
    return { ...one, keys };
  }

  const onList = { match: { path: '**/user/list*' } };

  it.each([
    ['smaller and smaller pages', { ...onList, kind: 'shrink-pages', limit: 7 }],
    ['resets', { ...onList, kind: 'reset', count: 3 }],
    ['answers cut short', { ...onList, kind: 'truncate', count: 3 }],
    ['too many requests', { ...onList, kind: 'status', status: 429, count: 5 }],
    ['a proxy that has no backend', { ...onList, kind: 'status', status: 503, count: 5 }],
    ['one answer that never comes', { ...onList, kind: 'hang', count: 1 }],
  ] as const)('reads every user through %s', async (_title, fault) => {
    const { keys, lab } = await open([fault]);
    expect(new Set(await keys())).toEqual(new Set(lab.world.usersByKey.keys()));
  });

  it('yields a stuttering list as it is served, repeated rows included, and ends', async () => {
    const { keys } = await open([{ ...onList, kind: 'stutter-pages' }]);
    const served = await keys();
    expect(served).toHaveLength(1001);
    expect(new Set(served).size).toBeLessThan(1001);
  });

  it.each([
    ['host_endless_paging', { ...onList, kind: 'endless-next' }],
    ['host_not_json', { ...onList, kind: 'html' }],
    ['host_not_json', { ...onList, kind: 'truncate' }],
    ['host_error', { ...onList, kind: 'status', status: 500 }],
    ['host_unauthorised', { ...onList, kind: 'status', status: 401 }],
    ['host_forbidden', { ...onList, kind: 'status', status: 403 }],
    ['host_rate_limited', { ...onList, kind: 'status', status: 429 }],
    ['host_timeout', { ...onList, kind: 'hang' }],
    ['host_unreachable', { ...onList, kind: 'reset' }],
  ] as const)('ends as %s, within bounds', async (code, fault) => {
    const { keys, lab } = await open([fault]);
    await expect(keys()).rejects.toMatchObject({ code });
    expect(requestsOf(lab).length).toBeLessThan(60);
  });

  it('keeps to the rate the host allows', async () => {
    // The lab's buckets run on real time, so ours must too.
    const { lab } = await open([], { rateLimit: { fillRate: 20, capacity: 20 } });
    const connection = connectTo(lab, { clock: systemClock });
    const users = [...lab.world.usersByKey.keys()].slice(0, 40) as UserKey[];
    const read = await Promise.all(users.map((userKey) => connection.reads.readUser(userKey)));
    await connection.close();
    expect(read.map((user) => user?.userKey)).toEqual(users);
    expect(requestsOf(lab).filter((request) => request.endsWith(' 429')).length).toBeLessThan(5);
    expect(connection.stats().waitedMs).toBeGreaterThan(0);
  });

  it('asks for groups by path where the name allows, without a request where it does not', async () => {
    const { connection, lab } = await open([], { confluence: '9.2' });
    await expect(collect(connection.reads.listMembers('partners/emea'))).rejects.toThrow();
    expect(requestsOf(lab).filter((request) => request.includes('partners'))).toEqual([]);
  });
});
