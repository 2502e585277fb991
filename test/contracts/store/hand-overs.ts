// What the store promises of the hand-over list, on either engine.
import { expect, it } from 'vitest';
import type { HandOverTask } from '../../../sidecar/src/domain/hand-over.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import type { NewHandOver } from '../../../sidecar/src/store/hand-overs.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { at, type Given, keyOf, later, noon, requestRun } from './given.ts';

const disable: HandOverTask = { change: { kind: 'disable' }, directory: 'LDAP', reason: 'directory-read-only' };
const leave: HandOverTask = { ...disable, change: { kind: 'remove-from-group', group: 'Staff' } };

function handOver(name: string, task = disable, due = later(60)): NewHandOver {
  return { userKey: keyOf(name), username: name as Username, displayName: `${name}!`, task, dueAt: due };
}

/** A run that ends with these tasks; gives its id. */
async function finishWith(store: Store, policy: string, handOvers: readonly NewHandOver[], when = noon) {
  const run = await requestRun(store, policy, 'reporting');
  await store.runs.finish({ runId: run.id, at: when, report: {}, mails: [], handOvers });
  return run.id;
}

const listAll = ({ handOvers }: Store) => handOvers.list({ now: noon, after: 0, limit: 100 });

export function describeHandOvers(given: () => Given): void {
  it('gives tasks back as they were put down, in their order, page by page', async () => {
    const { store } = given();
    const items = [handOver('ada'), handOver('ada', leave), handOver('bob', { ...leave, directory: null })];
    const runId = await finishWith(store, 'idle', items);
    const all = await listAll(store);
    expect(all.map(({ id, ...item }) => item)).toEqual(
      items.map((item) => ({ ...item, runId, openedAt: noon, closed: null })),
    );
    const first = await store.handOvers.list({ now: noon, after: 0, limit: 2 });
    const rest = await store.handOvers.list({ now: noon, after: at(first, 1).id, limit: 2 });
    expect([...first, ...rest]).toEqual(all);
  });

  it('asks for the same thing once while it is open, however the names are written', async () => {
    const { store } = given();
    await finishWith(store, 'one', [handOver('ada', leave), handOver('ada', leave)]);
    const written = { ...leave, directory: 'ldap', change: { kind: 'remove-from-group', group: 'STAFF' } } as const;
    await finishWith(store, 'two', [handOver('ada', written, later(999)), handOver('bob', leave)], later(5));
    const all = await listAll(store);
    expect(all.map(({ username, dueAt }) => [username, dueAt])).toEqual([
      ['ada', later(60)],
      ['bob', later(60)],
    ]);
  });

  it('counts and lists what is open, overdue and closed', async () => {
    const { store } = given();
    await finishWith(store, 'idle', [handOver('ada', disable, later(10)), handOver('bob'), handOver('eve')]);
    const [, , eve] = await listAll(store);
    await store.handOvers.close({ snapshotId: 7, at: later(5), ends: [{ id: eve?.id ?? 0, because: 'disabled' }] });
    const now = later(20);
    expect(await store.handOvers.counts(now)).toEqual({ open: 2, overdue: 1, closed: 1 });
    expect(await store.handOvers.counts(later(10))).toEqual({ open: 2, overdue: 0, closed: 1 });
    const namesOf = async (state: 'open' | 'overdue' | 'closed') =>
      (await store.handOvers.list({ state, now, after: 0, limit: 10 })).map((item) => item.username);
    expect(await namesOf('open')).toEqual(['ada', 'bob']);
    expect(await namesOf('overdue')).toEqual(['ada']);
    expect(await namesOf('closed')).toEqual(['eve']);
  });

  it('closes a task once, with the snapshot that showed it, and lets it be asked for anew', async () => {
    const { store } = given();
    await finishWith(store, 'one', [handOver('ada')]);
    const [open] = await listAll(store);
    const id = open?.id ?? 0;
    await store.handOvers.close({ snapshotId: 7, at: later(1), ends: [{ id, because: 'disabled' }] });
    await store.handOvers.close({ snapshotId: 8, at: later(2), ends: [{ id, because: 'user-is-gone' }] });
    expect((await listAll(store)).map((item) => item.closed)).toEqual([
      { at: later(1), snapshotId: 7, because: 'disabled' },
    ]);
    await finishWith(store, 'two', [handOver('ada')], later(3));
    expect((await listAll(store)).map(({ openedAt, closed }) => [openedAt, closed === null])).toEqual([
      [noon, false],
      [later(3), true],
    ]);
  });

  it('puts nothing down for a run that has ended already', async () => {
    const { store } = given();
    const runId = await finishWith(store, 'idle', []);
    await store.runs.finish({ runId, at: later(1), report: {}, mails: [], handOvers: [handOver('ada')] });
    expect(await listAll(store)).toEqual([]);
  });
}
