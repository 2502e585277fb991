// What the store promises of accounts per directory, on either engine.
import { expect, it } from 'vitest';
import type { Account } from '../../../sidecar/src/domain/account.ts';
import { nameDirectory } from '../../../sidecar/src/domain/directory.ts';
import type { AccountKey, Username } from '../../../sidecar/src/domain/user.ts';
import {
  type AccountRecord,
  accountsSource,
  type DirectoryFault,
  type SnapshotDirectory,
} from '../../../sidecar/src/store/accounts.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { addSnapshot, type Given, gather, keyOf, later, makeUser, noon } from './given.ts';

function makeDirectory(name: string, parts: Partial<SnapshotDirectory> = {}): SnapshotDirectory {
  return { ...nameDirectory(name), kind: 'internal', toldBy: ['database'], accounts: 'complete', ...parts };
}

function makeAccount(name: string, directory: string, parts: Partial<Account> = {}): AccountRecord {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return {
    userKey: keyOf(name),
    account: { directory, username: name as Username, status: 'active', effective: true, ...told, ...parts },
  };
}

const above = makeDirectory('Inner Circle', { order: 0, operations: ['UPDATE_USER'], active: true });
const below = makeDirectory('Ünternehmen', { order: 1, accounts: 'failed', id: '7' });

async function finish({ snapshots }: Store, id: number, state: 'complete' | 'partial' | null) {
  const reading = { source: accountsSource, reason: null, count: 0, readAt: noon };
  await snapshots.finish(id, { finishedAt: later(1), sources: state === null ? [] : [{ ...reading, state }] });
}

async function people(store: Store, id: number) {
  const query = { snapshotId: id, criteria: { all: [] }, now: noon, verdict: 'yes' as const };
  return (await gather(store.snapshots.select(query))).flat();
}

export function describeAccounts(given: () => Given): void {
  it("gives a user's accounts back in the order of their directories, whoever was read first", async () => {
    const { store } = given();
    const { snapshots } = store;
    const id = await addSnapshot(store, [makeUser('ada'), makeUser('bob')]);
    await snapshots.addDirectories(id, [above, below]);
    const second = makeAccount('ada', 'ÜNTERNEHMEN', {
      username: 'Ada' as Username,
      status: 'unknown',
      effective: null,
      email: 'ada@example.com',
      displayName: 'Ada 😀',
      key: '7:ext' as AccountKey,
      createdAt: noon,
    });
    const first = makeAccount('ada', 'Inner Circle', { status: 'disabled', effective: false });
    await snapshots.addAccounts(id, [second, first, second]);
    await finish(store, id, 'partial');
    const accounts = [first.account, { ...second.account, directory: 'Ünternehmen' }];
    expect((await snapshots.person(id, keyOf('ada')))?.accounts).toEqual({ kind: 'told', complete: false, accounts });
    expect((await people(store, id)).map((one) => one.accounts)).toEqual([
      { kind: 'told', complete: false, accounts },
      { kind: 'told', complete: false, accounts: [] },
    ]);
    expect(await snapshots.directories(id)).toEqual([above, below]);
  });

  it('tells no accounts where none were read, and says when all of them were', async () => {
    const { store } = given();
    const plain = await addSnapshot(store, [makeUser('ada')]);
    expect((await store.snapshots.person(plain, keyOf('ada')))?.accounts).toEqual({ kind: 'untold' });
    await finish(store, plain, null);
    expect((await store.snapshots.person(plain, keyOf('ada')))?.accounts).toEqual({ kind: 'untold' });
    expect(await store.snapshots.directories(plain)).toEqual([]);
    const full = await addSnapshot(store, [makeUser('ada')]);
    await finish(store, full, 'complete');
    const nobodyHas = { kind: 'told', complete: true, accounts: [] };
    expect((await store.snapshots.person(full, keyOf('ada')))?.accounts).toEqual(nobodyHas);
  });

  it('takes no account of a directory it was not told of', async () => {
    const { store } = given();
    const id = await addSnapshot(store, [makeUser('ada')]);
    await expect(store.snapshots.addAccounts(id, [makeAccount('ada', 'Elsewhere')])).rejects.toThrow('Elsewhere');
  });

  it('finds users by directory and by whether another account speaks for theirs', async () => {
    const { store } = given();
    const names = ['ada', 'bob', 'eve', 'joe'];
    const id = await addSnapshot(
      store,
      names.map((name) => makeUser(name)),
    );
    await store.snapshots.addDirectories(id, [above, below]);
    await store.snapshots.addAccounts(id, [
      makeAccount('ada', above.name),
      makeAccount('ada', below.name, { effective: false }),
      makeAccount('bob', below.name),
      makeAccount('eve', above.name, { effective: null }),
    ]);
    const find = async (query: { directory?: string; shadowed?: boolean }) => {
      const plain = { search: '', sort: 'username', descending: false, limit: 10, cursor: null } as const;
      const found = await store.snapshots.searchUsers({ snapshotId: id, ...plain, ...query });
      expect(found.total).toBe(found.users.length);
      return found.users.map((user) => user.username);
    };
    expect(await find({ directory: 'inner circle' })).toEqual(['ada', 'eve']);
    expect(await find({ directory: 'nowhere' })).toEqual([]);
    expect(await find({ shadowed: true })).toEqual(['ada']);
    expect(await find({ shadowed: false })).toEqual(['bob', 'eve', 'joe']);
    expect(await find({ directory: below.name, shadowed: true })).toEqual(['ada']);
    expect(await find({ directory: above.name, shadowed: true })).toEqual([]);
    expect(await find({ directory: below.name, shadowed: false })).toEqual(['bob']);
  });

  it('counts what is at odds between directories, and walks it page by page', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, []);
    const fault = (kind: DirectoryFault['kind'], name: string, directory: string | null = null): DirectoryFault => {
      return { kind, userKey: keyOf(name), username: name, directory };
    };
    const faults = [
      fault('shadowed', 'ada', 'a'),
      fault('shadowed', 'ada', 'b'),
      fault('shadowed', 'Bob', 'a'),
      fault('unsynced', 'eve'),
      fault('unsynced', 'zoé'),
    ];
    await snapshots.addDirectoryFaults(id, [...faults].reverse());
    expect(await snapshots.directoryFaultCounts(id)).toEqual({ shadowed: 3, unsynced: 2 });
    const walked: DirectoryFault[] = [];
    let cursor: string | null = null;
    do {
      const page = await snapshots.directoryFaults({ snapshotId: id, limit: 2, cursor });
      expect(page.total).toBe(5);
      walked.push(...page.faults);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(walked).toEqual(faults);
    const some = await snapshots.directoryFaults({ snapshotId: id, kind: 'unsynced', limit: 10, cursor: null });
    expect([some.total, some.faults]).toEqual([2, faults.slice(3)]);
    const wrong = snapshots.directoryFaults({ snapshotId: id, limit: 2, cursor: 'eA' });
    await expect(wrong).rejects.toThrow('cursor');
  });

  it('removes accounts, directories and faults together with their snapshot, however many there are', async () => {
    const { store } = given();
    const names = Array.from({ length: 6_000 }, (_, index) => `user-${index}`);
    const id = await addSnapshot(store, [makeUser('user-0')]);
    await store.snapshots.addDirectories(id, [above]);
    await store.snapshots.addAccounts(
      id,
      names.map((name) => makeAccount(name, above.name)),
    );
    await store.snapshots.addDirectoryFaults(
      id,
      names.map((name) => ({ kind: 'shadowed', userKey: keyOf(name), username: name, directory: above.name })),
    );
    expect(await store.snapshots.directoryFaultCounts(id)).toEqual({ shadowed: 6_000 });
    await store.snapshots.prune({ keep: 1, now: later(600) });
    expect(await store.snapshots.get(id)).toBeNull();
    expect(await store.snapshots.directoryFaultCounts(id)).toEqual({});
    expect(await store.snapshots.directories(id)).toEqual([]);
  });
}
