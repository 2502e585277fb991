// What the store promises on SQLite once it writes in a thread of its own: the same as without, and nobody starves.
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { addSnapshot, at, giveStores, later, makeEntry, makeUser, noon, planned, planRun } from './store/given.ts';

const applied = { kind: 'applied' } as const;
const manyUsers = Array.from({ length: 20_000 }, (_one, number) => makeUser(`user${number}`));
/** More than are written before the thread is worth starting. */
const manyEntries = Array.from({ length: 60 }, (_one, number) => makeEntry(`user${number}`, planned));

describe('a store whose thread writes', () => {
  const given = giveStores('sqlite');

  it('lets everybody else write while a large snapshot goes into the database', async () => {
    const { store } = given();
    const progress = { done: false };
    const adding = addSnapshot(store, manyUsers).finally(() => {
      progress.done = true;
    });
    let written = 0;
    for (; !progress.done; written += 1) {
      await store.audit.append({ at: noon, actor: 'ada', event: `event-${written}`, details: {} });
    }
    const snapshotId = await adding;
    await store.snapshots.finish(snapshotId, { finishedAt: noon, sources: [] });
    expect(written).toBeGreaterThan(10);
    expect((await store.snapshots.get(snapshotId))?.userCount).toBe(20_000);
  });

  it('has each note in the database before it answers, for whoever looks', async () => {
    const { store, address } = given();
    const { runId, stepIds } = await planRun(store, 'idle', manyEntries);
    const { reads, close } = openDatabase(address);
    try {
      for (const stepId of stepIds) {
        await store.journal.attempting({ runId, stepId, at: later(2) });
        const seen = await reads.selectFrom('journal').select('kind').where('step_id', '=', stepId).execute();
        expect(seen).toEqual([{ kind: 'attempting' }]);
      }
    } finally {
      await close();
    }
    await Promise.all(
      stepIds.map((stepId) => store.journal.outcomes([{ runId, stepId, at: later(3), outcome: applied }])),
    );
    expect(await store.journal.unsettled(runId)).toEqual([]);
    expect((await store.runs.counts(runId)).steps).toEqual({ applied: 60 });
    await store.journal.verified(
      stepIds.map((stepId) => ({ runId, stepId, at: later(4), verification: 'confirmed' as const })),
    );
    expect((await store.runs.counts(runId)).verified).toEqual({ confirmed: 60 });
  });

  it('says what a note broke, and writes its neighbours', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', manyEntries);
    const first = at(stepIds, 0);
    await store.journal.outcomes([{ runId, stepId: first, at: later(2), outcome: applied }]);
    const answers = await Promise.allSettled(
      stepIds.map((stepId) => store.journal.attempting({ runId, stepId, at: later(3) })),
    );
    const [refused, ...others] = answers;
    expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'StoreStateError' } });
    expect(new Set(others.map((one) => one.status))).toEqual(new Set(['fulfilled']));
    expect(await store.journal.unsettled(runId)).toEqual(stepIds.slice(1));
  });

  it('breaks off a snapshot when it is closed, and leaves a database that goes on', async () => {
    const { store, address } = given();
    const adding = addSnapshot(store, manyUsers);
    const refusal = expect(adding).rejects.toThrow('ended');
    await store.audit.append({ at: noon, actor: 'ada', event: 'meanwhile', details: {} });
    await store.close();
    await refusal;
    const again = await openStore(address);
    try {
      expect(await again.snapshots.newest()).toBeNull();
      await again.audit.append({ at: noon, actor: 'ada', event: 'afterwards', details: {} });
    } finally {
      await again.close();
    }
  });
});
