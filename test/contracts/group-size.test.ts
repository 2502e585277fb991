// Groups of 1,001 and 20,001 members over real HTTP, with pages that shrink and a `next` that repeats, by every way of reading.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '../lab/world/model.ts';
import { addGroupTo, leaveAllGroups, takeUsers } from '../support/groups.ts';
import { type CrowdLab, gather, openCrowdLab } from './crowd-lab.ts';
import { connectTo, type LabConnection, openLab, passwordOf, requestsOf } from './host-lab.ts';
import { collect } from './reads.contract.ts';

const sizes = [1_001, 20_001] as const;
const nameOf = (size: number) => `big group of ${size}`;
const sorted = (texts: Iterable<string>) => [...texts].sort();

describe.each(['8.5', '10.2'])('a large group on %s', (confluence) => {
  let subject: LabConnection;
  const members = new Map<number, User[]>();
  beforeAll(async () => {
    subject = await openLab({ confluence, users: 20_100, checkAnswers: false });
    for (const size of sizes) {
      members.set(size, takeUsers(subject.lab, size));
      addGroupTo(subject.lab, nameOf(size), members.get(size) ?? []);
    }
    await subject.connection.host.capabilities();
  });
  afterEach(() => subject.lab.wire.faults.clear());
  afterAll(async () => subject?.close());

  const read = async (size: number) =>
    (await collect(subject.connection.reads.listMembers(nameOf(size)))).map((user) => user.userKey as string);
  const keysOf = (size: number) => sorted((members.get(size) ?? []).map(({ userKey }) => userKey));

  it.each(sizes)('of %i members is read to the last one, each once', async (size) => {
    expect(sorted(await read(size))).toEqual(keysOf(size));
  });

  it.each([
    [1_001, 7],
    [20_001, 97],
  ])('of %i members is read whole when pages shrink to %i', async (size, limit) => {
    subject.lab.wire.faults.add({ kind: 'shrink-pages', limit, match: { path: '**/group/**' } });
    expect(sorted(await read(size))).toEqual(keysOf(size));
  });

  it.each(sizes)('of %i members is read whole when pages shrink on the way', async (size) => {
    for (const limit of [150, 33]) {
      subject.lab.wire.faults.add({ kind: 'shrink-pages', limit, match: { path: '**/group/**' }, share: 0.3 });
    }
    expect(sorted(await read(size))).toEqual(keysOf(size));
  });

  it.each(sizes)('of %i members whose next repeats ends as host_endless_paging, within bounds', async (size) => {
    subject.lab.wire.faults.add({ kind: 'endless-next', match: { path: '**/group/**' } });
    const before = requestsOf(subject.lab).length;
    await expect(read(size)).rejects.toMatchObject({ code: 'host_endless_paging' });
    expect(requestsOf(subject.lab).length - before).toBeLessThan(30);
  });
});

describe('everybody without a list of users, by members of groups and the Remote API', () => {
  let subject: LabConnection;
  const outsiders = 1_001;
  beforeAll(async () => {
    subject = await openLab({ confluence: '7.19', users: 21_100, remoteApi: true, checkAnswers: false });
    const users = takeUsers(subject.lab, 21_100);
    for (const user of users.slice(-outsiders)) leaveAllGroups(subject.lab, user);
    for (const size of sizes) addGroupTo(subject.lab, nameOf(size), users.slice(0, size));
  });
  afterEach(() => subject.lab.wire.faults.clear());
  afterAll(async () => subject?.close());

  const readAll = async () => {
    const connection = connectTo(subject.lab, { credentials: passwordOf(subject.lab) });
    try {
      return (await collect(connection.reads.listUsers())).map((user) => user.userKey);
    } finally {
      await connection.close();
    }
  };
  const allKeys = () => sorted([...subject.lab.world.users.values()].map(({ userKey }) => userKey));

  it('is each user once, 20,001 of them in one group and 1,001 in none, through pages that shrink', async () => {
    subject.lab.wire.log.clear();
    subject.lab.wire.faults.add({ kind: 'shrink-pages', limit: 150, match: { path: '**/member' } });
    expect(sorted(await readAll())).toEqual(allKeys());
    const byName = requestsOf(subject.lab).filter((request) => request.startsWith('GET /rest/api/user '));
    const untold = [...subject.lab.world.users.values()].filter(({ accounts }) =>
      accounts.every(({ groups }) => [...groups].every(({ name }) => name.includes('/'))),
    );
    expect(untold.length).toBeGreaterThanOrEqual(outsiders);
    expect(byName).toHaveLength(untold.length);
  });

  it('is never given out as everybody when the next page of a group repeats', async () => {
    subject.lab.wire.faults.add({ kind: 'endless-next', match: { path: '**/member' } });
    await expect(readAll()).rejects.toMatchObject({ code: 'host_endless_paging' });
  });
});

describe('a large group in Crowd', () => {
  let subject: CrowdLab;
  const truth = new Map<string, string[]>();
  beforeAll(async () => {
    subject = await openCrowdLab({ users: 20_100 }, 'user-management', { timeoutMs: 60_000 });
    for (const size of sizes) {
      const users = takeUsers(subject.lab, size);
      addGroupTo(subject.lab, nameOf(size), users);
      truth.set(nameOf(size), sorted(users.map(({ username }) => username)));
    }
  });
  afterEach(() => subject.lab.wire.faults.clear());
  afterAll(async () => subject?.close());

  it.each(sizes)('of %i members is read to the last one, each once', async (size) => {
    const names = await gather(subject.connection.reads.listMembers(nameOf(size)));
    expect(sorted(names)).toEqual(truth.get(nameOf(size)));
  });

  it('of 1,001 and of 20,001 members stands whole in the table of memberships, which is one request', async () => {
    subject.lab.wire.log.clear();
    const rows = await gather(subject.connection.reads.listMemberships());
    for (const [name, usernames] of truth) {
      expect(sorted(rows.find(({ group }) => group === name)?.usernames ?? [])).toEqual(usernames);
    }
    expect(rows.map(({ group }) => group).sort()).toEqual(
      [...subject.mapping.directory.groups.values()].map(({ name }) => name).sort(),
    );
    expect(requestsOf(subject.lab)).toHaveLength(1);
  });

  it('is never taken for whole when the table was cut short', async () => {
    subject.lab.wire.faults.add({ kind: 'truncate', match: { path: '**/group/membership' } });
    await expect(gather(subject.connection.reads.listMemberships())).rejects.toMatchObject({ code: 'crowd_not_data' });
  });
});
