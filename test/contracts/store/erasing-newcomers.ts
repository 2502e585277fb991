// The store's contract on erasing somebody whose name was asked for a newcomer, before and after readings tell whose it is.
import { expect, it } from 'vitest';
import { provisionalKeyOf } from '../../../sidecar/src/domain/newcomer.ts';
import type { UserKey, Username } from '../../../sidecar/src/domain/user.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { searchTables } from '../../support/raw-database.ts';
import { addFinishedSnapshot, at, type Given, later, makeEntry, makeUser, noon, planned, planRun } from './given.ts';

const old = { username: 'jsmith' as Username, email: 'old@example.com', displayName: 'Jo the First' };

export function describeErasingNewcomers(given: () => Given): void {
  it('keeps the plan of a newcomer who got the old name of whoever is erased, and says that the name is another’s', async () => {
    const { store } = given();
    await addFinishedSnapshot(store, [makeUser('old', { ...old, status: 'disabled' })]);
    const { runId } = await create(store, { username: 'jsmith', key: 'key-new', endsAt: later(10) });
    const person = await findOne(store, 'key-old');
    expect(person.shared).toEqual(['jsmith']);
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    expect(await store.runs.entries({ runId, after: 0, limit: 10 })).toMatchObject([
      { username: 'jsmith', createdKey: 'key-new' },
    ]);
    expect(await findOne(store, 'key-new')).toMatchObject({ names: ['jsmith'] });
  });

  it('keeps such a plan also where the key that Confluence gave could not be read, until a reading tells whose it is', async () => {
    const { store, address } = given();
    await addFinishedSnapshot(store, [makeUser('old', { ...old, status: 'disabled' })]);
    const { runId } = await create(store, { username: 'jsmith', key: null, endsAt: later(10) });
    const entries = () => store.runs.entries({ runId, after: 0, limit: 10 });
    await store.erasure.erase({ person: await findOne(store, 'key-old'), by: 'ada', at: later(60), keptDays: 90 });
    expect(await entries()).toHaveLength(1);
    await addFinishedSnapshot(store, [makeUser('new', { username: old.username, status: 'disabled' })], later(90));
    await store.erasure.erase({ person: await findOne(store, 'key-new'), by: 'ada', at: later(99), keptDays: 90 });
    expect(await entries()).toEqual([]);
    expect(await searchTables(address, /jsmith/i)).toEqual([]);
  });

  it('asks for the key where a name was somebody’s before and is a newcomer’s whom no reading has shown', async () => {
    const { store } = given();
    await addFinishedSnapshot(store, [makeUser('old', { ...old, status: 'disabled' })]);
    await create(store, { username: 'jsmith', key: 'key-new', endsAt: later(10) });
    await expect(store.erasure.find('JSmith')).rejects.toMatchObject({ userKeys: ['key-new', 'key-old'] });
  });

  it('takes whom this product created out of the plan and the trail of their creation, whoever has the name by now', async () => {
    const { store, address } = given();
    await addFinishedSnapshot(store, [makeUser('bob')]);
    const { runId } = await create(store, { username: 'jsmith', key: 'key-first', endsAt: later(10) });
    await addFinishedSnapshot(store, [makeUser('new', { username: old.username })], later(20));
    await store.erasure.erase({ person: await findOne(store, 'key-first'), by: 'ada', at: later(60), keptDays: 90 });
    expect(await store.runs.entries({ runId, after: 0, limit: 10 })).toEqual([]);
    const left = await searchTables(address, /jsmith/i);
    expect([...new Set(left.map(({ table }) => table))]).toEqual(['snapshot_users']);
  });
}

async function findOne(store: Store, nameOrKey: string) {
  const person = await store.erasure.find(nameOrKey);
  if (person === null) throw new Error('Nobody was found.');
  return person;
}

/** A finished run that created somebody; `key` is null where Confluence's was not read. */
async function create(
  store: Store,
  { username, key, endsAt }: { username: string; key: string | null; endsAt: string },
): Promise<{ runId: number }> {
  const newcomer = { ...makeEntry(username, planned), userKey: provisionalKeyOf(username) };
  const { runId, entries, stepIds } = await planRun(store, 'create', [newcomer]);
  const stepId = at(stepIds, 0);
  await store.journal.attempting({ runId, stepId, at: noon });
  await store.journal.outcomes([{ runId, stepId, at: noon, outcome: { kind: 'applied' } }]);
  const { personId } = at(entries, 0);
  if (key !== null) await store.runs.noteCreated({ personId, userKey: key as UserKey });
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: endsAt, ending: 'completed' });
  await store.runs.finish({ runId, at: endsAt, report: {}, mails: [] });
  return { runId };
}
