// What the store promises of old and unfinished snapshots that are removed, on either engine.
import { expect, it } from 'vitest';
import { addFinishedSnapshot, addSnapshot, type Given, keyOf, later, makeUser, noon, requestRun } from './given.ts';

export function describePruning(given: () => Given): void {
  it('leaves a young unfinished snapshot to whoever is still reading it', async () => {
    const { store } = given();
    const unfinished = await addSnapshot(store, [makeUser('bob')]);
    await addFinishedSnapshot(store, [makeUser('ada')]);
    await store.snapshots.prune({ keep: 1, now: later(30) });
    await store.snapshots.finish(unfinished, { finishedAt: later(31), sources: [] });
    expect((await store.snapshots.newest())?.userCount).toBe(1);
    expect(await store.snapshots.person(unfinished, keyOf('bob'))).not.toBeNull();
  });

  it('removes old and unfinished snapshots, and spares what an open run refers to', async () => {
    const { store } = given();
    const { snapshots, runs } = store;
    const old = await addFinishedSnapshot(store, [makeUser('ada')]);
    const referred = await addFinishedSnapshot(store, [makeUser('ada')]);
    const newest = await addFinishedSnapshot(store, [makeUser('ada')]);
    await snapshots.addMemberships(old, [{ group: 'one', userKey: keyOf('ada'), direct: true }]);
    const unfinished = await addSnapshot(store, [makeUser('bob')]);
    const run = await requestRun(store, 'idle');
    await runs.advance({ runId: run.id, from: 'requested', to: 'planning', at: noon, snapshotId: referred });
    await snapshots.prune({ keep: 1, now: later(600) });
    const left = await Promise.all([old, referred, newest, unfinished].map((id) => snapshots.get(id)));
    expect(left.map((snapshot) => snapshot?.id)).toEqual([undefined, referred, newest, undefined]);
    expect(left[1]?.finishedAt).toBe(noon);
    expect(await snapshots.person(old, keyOf('ada'))).toBeNull();
    expect(await snapshots.person(newest, keyOf('ada'))).not.toBeNull();
  });

  it('removes a large snapshot while a new one and the journal are written, and nothing of either', async () => {
    const { store } = given();
    const crowd = Array.from({ length: 4_500 }, (_, index) => makeUser(`user${String(index).padStart(4, '0')}`));
    const old = await addFinishedSnapshot(store, crowd);
    await addFinishedSnapshot(store, [makeUser('ada')]);
    const written = await store.snapshots.begin({ hostId: 'host', startedAt: later(60) });
    await Promise.all([
      store.snapshots.prune({ keep: 1, now: later(60) }),
      store.snapshots.addUsers(written, crowd, later(60)),
      store.settings.set('processMode', 'live', { by: 'ada', at: noon }),
    ]);
    await store.snapshots.finish(written, { finishedAt: later(61), sources: [] });
    expect(await store.snapshots.get(old)).toBeNull();
    expect(await store.snapshots.person(old, keyOf('user0000'))).toBeNull();
    expect((await store.snapshots.newest())?.userCount).toBe(4_500);
    expect((await store.settings.all()).processMode).toBe('live');
  });
}
