// What the store promises of snapshots, on either engine.
import { describe, expect, it } from 'vitest';
import type { UserSort } from '../../../sidecar/src/store/snapshots.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { addFinishedSnapshot, addSnapshot, type Given, gather, keyOf, later, makeUser, noon } from './given.ts';

export function describeSnapshots(given: () => Given): void {
  it('gives a person back as read, with since when they have been seen', async () => {
    const { snapshots } = given().store;
    const user = makeUser('Élodie %_\\ 😀', {
      email: null,
      status: 'disabled',
      activity: { state: 'seen', at: later(-5), kind: 'login', source: 'users.list', readAt: noon },
      createdAt: later(-10),
    });
    const id = await addSnapshot(given().store, [user]);
    await snapshots.addMemberships(id, [
      { group: 'Staff/North', userKey: user.userKey, direct: true },
      { group: 'all', userKey: user.userKey, direct: false },
    ]);
    expect(await snapshots.person(id, user.userKey)).toEqual({
      user: { ...user, firstSeenAt: noon, firstSeenDisabledAt: noon },
      memberships: [
        { group: 'all', direct: false },
        { group: 'Staff/North', direct: true },
      ],
      accounts: { kind: 'untold' },
    });
    expect(await snapshots.person(id, keyOf('nobody'))).toBeNull();
  });

  it('counts a user who comes twice once, as the later row has them', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, [makeUser('ada'), makeUser('ada', { displayName: 'Second' })]);
    await snapshots.addUsers(id, [makeUser('ada', { displayName: 'Third' }), makeUser('bob')], noon);
    await snapshots.addGroups(id, [
      { name: 'Staff', knowledge: 'unreadable', directMembers: 0, childGroups: [] },
      { name: 'STAFF', knowledge: 'complete', directMembers: 2, childGroups: ['inner'] },
    ]);
    const sources = [{ source: 'users.list', state: 'complete', reason: null, count: 4, readAt: noon }] as const;
    const finished = await snapshots.finish(id, { finishedAt: later(1), sources });
    expect(finished).toEqual({
      id,
      hostId: 'host',
      startedAt: noon,
      finishedAt: later(1),
      userCount: 2,
      groupCount: 1,
      sources,
    });
    expect((await snapshots.person(id, keyOf('ada')))?.user.displayName).toBe('Third');
    expect(await snapshots.groups(id)).toEqual([
      { name: 'STAFF', knowledge: 'complete', directMembers: 2, childGroups: ['inner'] },
    ]);
    expect(await snapshots.groupKnowledge(id)).toEqual(new Map([['staff', 'complete']]));
    expect(await snapshots.get(id)).toEqual(finished);
  });

  it('never moves the first sight, and forgets "disabled since" once a user is seen otherwise', async () => {
    const { store } = given();
    const since: (string | null | undefined)[] = [];
    const statuses = ['active', 'disabled', 'disabled', 'unknown', 'disabled', 'active'] as const;
    for (const [minute, status] of statuses.entries()) {
      const id = await addFinishedSnapshot(store, [makeUser('ada', { status })], later(minute));
      const person = await store.snapshots.person(id, keyOf('ada'));
      expect(person?.user.firstSeenAt).toBe(later(0));
      since.push(person?.user.firstSeenDisabledAt);
    }
    expect(since).toEqual([null, later(1), later(1), null, later(4), null]);
  });

  it('keeps a direct membership whichever way round it is told, and leaves out people it does not know', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, [makeUser('ada')]);
    const userKey = keyOf('ada');
    await snapshots.addMemberships(id, [{ group: 'one', userKey, direct: true }]);
    await snapshots.addMemberships(id, [
      { group: 'One', userKey, direct: false },
      { group: 'two', userKey, direct: false },
      { group: 'three', userKey: keyOf('stranger'), direct: true },
    ]);
    await snapshots.addMemberships(id, [
      { group: 'two', userKey, direct: true },
      { group: 'two', userKey, direct: false },
    ]);
    expect((await snapshots.person(id, userKey))?.memberships).toEqual([
      { group: 'one', direct: true },
      { group: 'two', direct: true },
    ]);
    expect(await snapshots.person(id, keyOf('stranger'))).toBeNull();
  });

  it('finds the newest finished snapshot and no unfinished one', async () => {
    const { store } = given();
    expect(await store.snapshots.newest()).toBeNull();
    const first = await addFinishedSnapshot(store, []);
    await addSnapshot(store, []);
    expect((await store.snapshots.newest())?.id).toBe(first);
    expect(await store.snapshots.get(999)).toBeNull();
    await expect(store.snapshots.finish(999, { finishedAt: noon, sources: [] })).rejects.toThrow('no snapshot 999');
  });

  it('tells the active members of groups, nested ones included', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, [
      makeUser('ada'),
      makeUser('bob'),
      makeUser('eve', { status: 'disabled' }),
      makeUser('joe'),
    ]);
    await snapshots.addMemberships(id, [
      { group: 'Admins', userKey: keyOf('ada'), direct: true },
      { group: 'roots', userKey: keyOf('ada'), direct: true },
      { group: 'Admins', userKey: keyOf('bob'), direct: false },
      { group: 'Admins', userKey: keyOf('eve'), direct: true },
      { group: 'others', userKey: keyOf('joe'), direct: true },
    ]);
    expect(await snapshots.activeMembers(id, ['admins', 'roots'])).toEqual([keyOf('ada'), keyOf('bob')]);
    expect(await snapshots.activeMembers(id, [])).toEqual([]);
  });

  it('selects in batches ordered by user key, with memberships, by the verdict asked for', async () => {
    const { snapshots } = given().store;
    const names = ['a', 'b', 'c', 'd', 'e'];
    const users = names.map((name) => makeUser(name, { email: name === 'c' ? null : `${name}@example.com` }));
    const id = await addSnapshot(given().store, users.toReversed());
    await snapshots.addMemberships(id, [{ group: 'one', userKey: keyOf('d'), direct: true }]);
    const input = { snapshotId: id, criteria: { emailDomain: ['EXAMPLE.com'] }, now: noon, batchSize: 2 } as const;
    const yes = await gather(snapshots.select({ ...input, verdict: 'yes' }));
    expect(yes.map((batch) => batch.map(({ user }) => user.username))).toEqual([
      ['a', 'b'],
      ['d', 'e'],
    ]);
    expect(yes[1]?.[0]?.memberships).toEqual([{ group: 'one', direct: true }]);
    const unknown = await gather(snapshots.select({ ...input, verdict: 'unknown' }));
    expect(unknown.flat().map(({ user }) => user.username)).toEqual(['c']);
  });

  it('selects each of thousands of people once', async () => {
    const { store } = given();
    const users = Array.from({ length: 12_345 }, (_, index) => makeUser(`user${index}`));
    const id = await addFinishedSnapshot(store, users);
    const selection = store.snapshots.select({ snapshotId: id, criteria: { all: [] }, now: noon, verdict: 'yes' });
    const keys = (await gather(selection)).flat().map(({ user }) => user.userKey);
    expect(new Set(keys).size).toBe(12_345);
    expect(keys).toEqual(keys.toSorted());
  });

  describe('searching users', () => describeSearch(given));
}

function describeSearch(given: () => Given): void {
  async function addPeople(store: Store): Promise<number> {
    const seen = (minute: number) =>
      ({ state: 'seen', at: later(minute), kind: 'login', source: 'list', readAt: noon }) as const;
    const id = await addFinishedSnapshot(store, [
      makeUser('Zoë', { displayName: 'Anna Ångström', email: null, activity: seen(-30) }),
      makeUser('100%', {
        displayName: 'under_score',
        status: 'disabled',
        activity: { state: 'never', source: 'l', readAt: noon },
      }),
      makeUser('100x', { displayName: 'underXscore', status: 'unknown' }),
      makeUser('bob', { displayName: 'Anna Ångström', email: 'B.O.B@Example.org', activity: seen(-60) }),
      makeUser('Ünal', { displayName: 'İpek', activity: seen(-60) }),
    ]);
    await store.snapshots.addMemberships(id, [{ group: 'Night Watch', userKey: keyOf('bob'), direct: false }]);
    return id;
  }

  async function readPages(store: Store, snapshotId: number, order: { sort: UserSort; descending: boolean }) {
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page = await store.snapshots.searchUsers({ snapshotId, search: '', ...order, limit: 2, cursor });
      expect(page.total).toBe(5);
      pages.push(page.users.map((user) => user.username));
      cursor = page.nextCursor;
    } while (cursor !== null);
    return pages;
  }

  it('finds parts of names and addresses without regard to case, taking wildcards literally', async () => {
    const { store } = given();
    const snapshotId = await addPeople(store);
    const find = async (search: string) => {
      const query = { snapshotId, search, sort: 'username', descending: false, limit: 10, cursor: null } as const;
      const { users, total } = await store.snapshots.searchUsers(query);
      expect(total).toBe(users.length);
      return users.map((user) => user.username);
    };
    expect(await find('ÅNGS')).toEqual(['bob', 'Zoë']);
    expect(await find('b.o.b@EX')).toEqual(['bob']);
    expect(await find('0%')).toEqual(['100%']);
    expect(await find('r_s')).toEqual(['100%']);
    expect(await find('!')).toEqual([]);
    expect(await find('ü')).toEqual(['Ünal']);
  });

  it('narrows down by status and by group', async () => {
    const { store } = given();
    const snapshotId = await addPeople(store);
    const query = { snapshotId, search: '', sort: 'username', descending: false, limit: 10, cursor: null } as const;
    const disabled = await store.snapshots.searchUsers({ ...query, status: 'disabled' });
    expect(disabled.users.map((user) => user.username)).toEqual(['100%']);
    const watch = await store.snapshots.searchUsers({ ...query, group: 'night WATCH', status: 'active' });
    expect(watch.users.map((user) => user.username)).toEqual(['bob']);
    expect(watch.total).toBe(1);
  });

  it('pages through everybody once, in every order', async () => {
    const { store } = given();
    const id = await addPeople(store);
    expect(await readPages(store, id, { sort: 'username', descending: false })).toEqual([
      ['100%', '100x'],
      ['bob', 'Zoë'],
      ['Ünal'],
    ]);
    expect(await readPages(store, id, { sort: 'displayName', descending: true })).toEqual([
      ['100x', '100%'],
      ['Ünal', 'bob'],
      ['Zoë'],
    ]);
    expect((await readPages(store, id, { sort: 'status', descending: false })).flat()).toEqual([
      'Zoë',
      'bob',
      'Ünal',
      '100%',
      '100x',
    ]);
  });

  it('puts unknown activity last in both directions, and "never" before every login', async () => {
    const { store } = given();
    const id = await addPeople(store);
    const oldest = await readPages(store, id, { sort: 'lastActivity', descending: false });
    expect(oldest.flat()).toEqual(['100%', 'bob', 'Ünal', 'Zoë', '100x']);
    const newest = await readPages(store, id, { sort: 'lastActivity', descending: true });
    expect(newest.flat()).toEqual(['Zoë', 'Ünal', 'bob', '100%', '100x']);
  });

  it('refuses a cursor that is malformed or belongs to another order', async () => {
    const { store } = given();
    const snapshotId = await addPeople(store);
    const query = { snapshotId, search: '', sort: 'username', descending: false, limit: 2, cursor: null } as const;
    const { nextCursor } = await store.snapshots.searchUsers(query);
    const wrong = [
      { ...query, cursor: 'nonsense' },
      { ...query, cursor: '' },
      { ...query, cursor: Buffer.from('["username",false,1,2]').toString('base64url') },
      { ...query, cursor: nextCursor, descending: true },
      { ...query, cursor: nextCursor, sort: 'status' as const },
    ];
    for (const one of wrong) {
      await expect(store.snapshots.searchUsers(one)).rejects.toMatchObject({ name: 'StoreInputError' });
    }
  });
}
