// What the store promises of own fields, lists of users and only logins, on either engine.
import { expect, it } from 'vitest';
import type { Criteria } from '../../../sidecar/src/domain/criteria/leaves.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { addSnapshot, type Given, gather, keyOf, later, makeUser, noon } from './given.ts';

async function selected(store: Store, snapshotId: number, criteria: Criteria): Promise<string[]> {
  const query = { snapshotId, criteria, now: noon, verdict: 'yes' as const };
  return (await gather(store.snapshots.select(query))).flat().map(({ user }) => user.username);
}

export function describeTold(given: () => Given): void {
  it('keeps the values of a deleted field out of sight and gives them back', async () => {
    const { store } = given();
    const field = { key: 'badge', name: 'Badge', kind: 'text', place: 2 } as const;
    await store.fields.define(field, noon);
    await store.fields.set({
      key: 'badge',
      values: [{ userKey: keyOf('ada'), value: 'Blue' }],
      replace: false,
      at: noon,
    });
    expect(await store.fields.list()).toEqual([{ ...field, values: 1 }]);
    const ofAda = { key: 'badge', userKey: keyOf('ada') };
    expect(await store.fields.valueOf(ofAda)).toBe('Blue');
    expect(await store.fields.valueOf({ ...ofAda, userKey: keyOf('bob') })).toBeNull();
    expect(await store.fields.countLeft('badge')).toBe(0);
    expect(await store.fields.remove('badge', later(1))).toBe(true);
    expect([await store.fields.countLeft('badge'), await store.fields.countLeft('none')]).toEqual([1, 0]);
    expect(await store.fields.valueOf(ofAda)).toBeNull();
    expect(await store.fields.remove('badge', later(1))).toBe(false);
    expect([await store.fields.list(), await store.fields.values('badge')]).toEqual([[], null]);
    await store.fields.define({ ...field, name: 'Colour' }, later(2));
    expect(await store.fields.values('badge')).toEqual(new Map([[keyOf('ada'), 'Blue']]));
    const many = Array.from({ length: 2_500 }, (_, index) => ({ userKey: keyOf(`u${index}`), value: `v${index}` }));
    await store.fields.set({ key: 'badge', values: many, replace: true, at: noon });
    expect((await store.fields.values('badge'))?.size).toBe(2_500);
  });

  it('selects by values and lists as they are now, not as they were when the snapshot was taken', async () => {
    const { store } = given();
    const id = await addSnapshot(store, [makeUser('ada'), makeUser('bob')]);
    expect(await selected(store, id, { not: { inList: 'leavers' } })).toEqual([]);
    await store.userLists.save({ name: 'leavers', rows: [{ line: 2, name: 'ada', userKey: keyOf('ada') }], at: noon });
    expect(await selected(store, id, { inList: 'leavers' })).toEqual(['ada']);
    expect(await selected(store, id, { not: { inList: 'leavers' } })).toEqual(['bob']);
    expect(await store.userLists.remove('leavers')).toBe(true);
    expect(await selected(store, id, { not: { inList: 'leavers' } })).toEqual([]);
  });

  it('gives the names of everybody, and who came only once where a source told it', async () => {
    const { store } = given();
    const { snapshots } = store;
    const users = [makeUser('ada', { onlyLoginAt: noon }), makeUser('bob', { email: null })];
    const id = await addSnapshot(store, users);
    expect((await gather(snapshots.names(id))).flat()).toEqual([
      { userKey: keyOf('ada'), username: 'ada', email: 'ada@example.com' },
      { userKey: keyOf('bob'), username: 'bob', email: null },
    ]);
    expect(await snapshots.onlyLogins(id)).toBeNull();
    const none = { count: 0, examples: [] };
    const claim = {
      kind: 'login',
      importance: 'required',
      users: 'all',
      since: null,
      asOf: null,
      stale: false,
    } as const;
    const evidence = { ...claim, usersTold: 1, unmatched: none, unusable: none, recentElsewhere: 0, missed: 0 };
    const reading = { source: 'database.logins', reason: null, count: 1, readAt: noon };
    const finish = (state: 'complete' | 'partial') =>
      snapshots.finish(id, {
        finishedAt: later(1),
        sources: [{ ...reading, state, evidence: { ...evidence, onlyLogins: 1 } }],
      });
    await finish('partial');
    expect(await snapshots.onlyLogins(id)).toBeNull();
    await finish('complete');
    expect(await snapshots.onlyLogins(id)).toEqual(new Map([[keyOf('ada'), noon]]));
    await snapshots.prune({ keep: 0, now: later(600) });
    expect(await snapshots.get(id)).toBeNull();
  });
}
