// What the store promises of the journal: rows before and after each call that nobody can change, on either engine.
import { expect, it } from 'vitest';
import type { PolicyId } from '../../../sidecar/src/domain/policy.ts';
import { openDatabase } from '../../../sidecar/src/store/database.ts';
import { already, at, type Given, later, makeEntry, planned, planRun } from './given.ts';

const applied = { kind: 'applied' } as const;

export function describeJournal(given: () => Given): void {
  it('tells when each user was begun by a live run, of one policy or of all, by the latest attempt', async () => {
    const { store } = given();
    const live = { mode: 'live', rehearsalReason: null } as const;
    const entries = [makeEntry('ada', planned, planned), makeEntry('bob', planned)];
    const { runId, stepIds } = await planRun(store, 'idle', entries, live);
    const other = await planRun(store, 'other', [makeEntry('eve', planned)], live);
    const rehearsal = await planRun(store, 'third', [makeEntry('joe', planned)]);
    await store.journal.attempting({ runId: rehearsal.runId, stepId: at(rehearsal.stepIds, 0), at: later(9) });
    for (const [index, stepId] of stepIds.entries()) {
      await store.journal.attempting({ runId, stepId, at: later(2 + index) });
    }
    await store.journal.attempting({ runId: other.runId, stepId: at(other.stepIds, 0), at: later(9) });
    expect(await store.journal.begunUsers({ since: later(0) })).toEqual([later(3), later(4), later(9)]);
    expect(await store.journal.begunUsers({ since: later(3) })).toEqual([later(4), later(9)]);
    const policyId = (await store.runs.get(runId))?.policyId ?? ('' as PolicyId);
    expect(await store.journal.begunUsers({ since: later(0), policyId })).toEqual([later(3), later(4)]);
  });

  it('tells the users a run has come to last, the last one first, each once and with all that was done', async () => {
    const { store } = given();
    const names = ['ada', 'bob', 'eve'];
    const { runId, entries } = await planRun(store, 'idle', [
      ...names.map((name) => makeEntry(name, planned, planned)),
      makeEntry('joe', planned),
    ]);
    expect(await store.runs.recent({ runId, limit: 2 })).toEqual([]);
    const failed = { kind: 'failed', code: 'host_timeout' } as const;
    for (const [minute, entry] of entries.slice(0, 3).entries()) {
      for (const [place, { id: stepId }] of entry.steps.entries()) {
        const outcome = entry.username === 'eve' && place === 1 ? failed : applied;
        await store.journal.attempting({ runId, stepId, at: later(minute) });
        await store.journal.outcomes([{ runId, stepId, at: later(minute), outcome }]);
      }
    }
    const change = { kind: 'disable' };
    const both = (second: object) => [
      { change, outcome: applied },
      { change, outcome: second },
    ];
    expect(await store.runs.recent({ runId, limit: 2 })).toEqual([
      { username: 'eve', displayName: 'eve!', steps: both(failed) },
      { username: 'bob', displayName: 'bob!', steps: both(applied) },
    ]);
    expect((await store.runs.recent({ runId, limit: 5 })).map(({ username }) => username)).toEqual([
      'eve',
      'bob',
      'ada',
    ]);
  });

  it('corrects an applied step that reading back showed to be without effect, and keeps what the call said', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [first = 0, second = 0] = stepIds;
    await store.journal.outcomes([{ runId, stepId: first, at: later(2), outcome: { kind: 'applied' } }]);
    await store.journal.corrected([{ runId, stepId: first, at: later(3), to: 'applied-without-effect' }]);
    expect(await store.runs.counts(runId)).toEqual({
      steps: { 'applied-without-effect': 1, open: 1 },
      users: { 'applied-without-effect': 1, open: 1 },
      verified: { contradicted: 1 },
      skipped: {},
      refused: {},
    });
    const rows = await store.journal.rows({ runId, after: 0, limit: 10 });
    expect(rows.map((row) => [row.kind, row.content])).toEqual([
      ['outcome', { kind: 'applied' }],
      ['settled', { kind: 'applied-without-effect' }],
      ['verified', 'contradicted'],
    ]);
    for (const stepId of [first, second]) {
      await expect(
        store.journal.corrected([{ runId, stepId, at: later(4), to: 'pending-synchronisation' }]),
      ).rejects.toThrow('not applied');
    }
  });

  it('knows which calls may or may not have happened', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [
      makeEntry('ada', planned, planned),
      makeEntry('bob', planned),
    ]);
    const [first, second, third] = [at(stepIds, 0), at(stepIds, 1), at(stepIds, 2)];
    expect(await store.journal.unsettled(runId)).toEqual([]);
    expect(await store.journal.workedMs(runId)).toBeNull();
    for (const stepId of [first, second, second]) await store.journal.attempting({ runId, stepId, at: later(2) });
    expect(await store.journal.unsettled(runId)).toEqual([first, second]);
    await store.journal.outcomes([{ runId, stepId: first, at: later(3), outcome: applied }]);
    await store.journal.outcomes([{ runId, stepId: second, at: later(4), outcome: applied, settled: true }]);
    expect(await store.journal.unsettled(runId)).toEqual([]);
    const rows = await store.journal.rows({ runId, after: 0, limit: 10 });
    expect(rows.map(({ stepId, kind, content, at: when }) => ({ stepId, kind, content, when }))).toEqual([
      { stepId: first, kind: 'attempting', content: null, when: later(2) },
      { stepId: second, kind: 'attempting', content: null, when: later(2) },
      { stepId: second, kind: 'attempting', content: null, when: later(2) },
      { stepId: first, kind: 'outcome', content: applied, when: later(3) },
      { stepId: second, kind: 'settled', content: applied, when: later(4) },
    ]);
    expect(await store.journal.rows({ runId, after: at(rows, 2).id, limit: 1 })).toEqual([rows[3]]);
    const steps = (await store.runs.entries({ runId, after: 0, limit: 10 })).flatMap((entry) => entry.steps);
    expect(steps.map((step) => [step.id, step.attempts, step.outcome, step.finishedAt])).toEqual([
      [first, 1, applied, later(3)],
      [second, 2, applied, later(4)],
      [third, 0, null, null],
    ]);
  });

  it('knows a call that proved to have had no effect as one that never happened, and counts it all the same', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [first, second] = [at(stepIds, 0), at(stepIds, 1)];
    for (const stepId of stepIds) await store.journal.attempting({ runId, stepId, at: later(2) });
    await store.journal.withoutEffect({ runId, stepId: first, at: later(3) });
    expect(await store.journal.unsettled(runId)).toEqual([second]);
    await store.journal.attempting({ runId, stepId: first, at: later(4) });
    expect(await store.journal.unsettled(runId)).toEqual([first, second]);
    await store.journal.withoutEffect({ runId, stepId: first, at: later(5) });
    expect(await store.journal.unsettled(runId)).toEqual([second]);
    const [entry] = await store.runs.entries({ runId, after: 0, limit: 1 });
    expect(entry?.steps).toMatchObject([{ id: first, attempts: 2, outcome: null, finishedAt: null }]);
    await store.journal.outcomes([{ runId, stepId: first, at: later(6), outcome: { kind: 'already' } }]);
    expect(await store.journal.unsettled(runId)).toEqual([second]);
    const rows = await store.journal.rows({ runId, after: 0, limit: 10 });
    expect(rows.filter(({ stepId }) => stepId === first).map(({ kind, content }) => [kind, content])).toEqual([
      ['attempting', null],
      ['no-effect', null],
      ['attempting', null],
      ['no-effect', null],
      ['outcome', { kind: 'already' }],
    ]);
    await expect(store.journal.withoutEffect({ runId, stepId: first, at: later(7) })).rejects.toMatchObject({
      name: 'StoreStateError',
    });
  });

  it('writes nothing of whoever lost the lease of a run, and everything of whoever holds it now', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [first, second] = [at(stepIds, 0), at(stepIds, 1)];
    const lease = { now: later(1), leaseUntil: later(2) };
    expect((await store.runs.claim({ holder: 'one', ...lease }))?.id).toBe(runId);
    const step = { runId, stepId: first, at: later(1) };
    await store.journal.attempting({ ...step, holder: 'one' });
    expect((await store.runs.claim({ holder: 'two', now: later(3), leaseUntil: later(9) }))?.id).toBe(runId);
    const late = { ...step, at: later(3), holder: 'one' };
    const skipped = { kind: 'skipped', reason: 'cancelled' } as const;
    for (const write of [
      () => store.journal.attempting(late),
      () => store.journal.withoutEffect(late),
      () => store.journal.outcomes([{ ...late, outcome: applied }]),
      () => store.journal.outcomes([{ ...late, stepId: second, outcome: skipped }]),
    ]) {
      await expect(write()).rejects.toMatchObject({ name: 'StoreStateError' });
    }
    const own = { ...step, at: later(4), holder: 'two' };
    await store.journal.withoutEffect(own);
    await store.journal.attempting(own);
    await store.journal.outcomes([{ ...own, outcome: applied, settled: true }]);
    // Written at the same time, one refuses nothing to the other.
    const both = await Promise.allSettled([
      store.journal.outcomes([{ ...late, stepId: second, outcome: applied }]),
      store.journal.outcomes([{ ...own, stepId: second, outcome: skipped }]),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    const rows = await store.journal.rows({ runId, after: 0, limit: 10 });
    expect(rows.map(({ kind }) => kind)).toEqual(['attempting', 'no-effect', 'attempting', 'settled', 'outcome']);
    await store.runs.releaseLease(runId, 'two');
    await expect(store.journal.attempting(own)).rejects.toMatchObject({ name: 'StoreStateError' });
  });

  it('tells how long a run worked, whatever held it between two rows counting as a minute at most', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    const other = await planRun(store, 'other', [makeEntry('bob', planned)]);
    const note = (time: string) =>
      store.journal.attempting({ runId, stepId: at(stepIds, 0), at: `2026-11-20T${time}Z` });
    await store.journal.attempting({ runId: other.runId, stepId: at(other.stepIds, 0), at: later(0) });
    expect(await store.journal.workedMs(runId)).toBeNull();
    await note('09:59:58.250');
    expect(await store.journal.workedMs(runId)).toBe(0);
    for (const time of ['09:59:59.250', '10:00:01.250', '10:00:41.250']) await note(time);
    expect(await store.journal.workedMs(runId)).toBe(43_000);
    await note('11:00:41.250');
    expect(await store.journal.workedMs(runId)).toBe(103_000);
    for (const time of ['12:00:41.250', '12:01:41.000', '12:01:41.500']) await note(time);
    expect(await store.journal.workedMs(runId)).toBe(223_250);
  });

  it('never writes a second outcome, and nothing of what came with it', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [first, second] = [at(stepIds, 0), at(stepIds, 1)];
    await store.journal.outcomes([{ runId, stepId: first, at: later(2), outcome: applied }]);
    const failed = { kind: 'failed', code: 'timeout' } as const;
    const batch = [second, first].map((stepId) => ({ runId, stepId, at: later(3), outcome: failed }));
    await expect(store.journal.outcomes(batch)).rejects.toMatchObject({ name: 'StoreStateError' });
    expect((await store.runs.counts(runId)).steps).toEqual({ applied: 1, open: 1 });
    expect(await store.journal.rows({ runId, after: 0, limit: 10 })).toHaveLength(1);
  });

  it('announces no call for a step that is not open, or of another run', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', already, planned)]);
    const other = await planRun(store, 'other', [makeEntry('bob', planned)]);
    for (const stepId of [at(stepIds, 0), at(other.stepIds, 0), 999]) {
      await expect(store.journal.attempting({ runId, stepId, at: later(2) })).rejects.toMatchObject({
        name: 'StoreStateError',
      });
    }
    expect(await store.journal.rows({ runId, after: 0, limit: 10 })).toEqual([]);
  });

  it('lets one of two writers of the same outcome win', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    const row = { runId, stepId: at(stepIds, 0), at: later(2), outcome: applied };
    const written = await Promise.allSettled([store.journal.outcomes([row]), store.journal.outcomes([row])]);
    expect(written.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await store.journal.rows({ runId, after: 0, limit: 10 })).toHaveLength(1);
  });

  it('writes thousands of outcomes at once', async () => {
    const { store } = given();
    const entries = Array.from({ length: 1_500 }, (_, index) => makeEntry(`user${index}`, planned));
    const { runId } = await planRun(store, 'idle', entries);
    const stored = await store.runs.entries({ runId, after: 0, limit: 2_000 });
    const outcome = { kind: 'skipped', reason: 'cancelled' } as const;
    await store.journal.outcomes(
      stored.flatMap((entry) => entry.steps.map((step) => ({ runId, stepId: step.id, at: later(2), outcome }))),
    );
    expect((await store.runs.counts(runId)).users).toEqual({ skipped: 1_500 });
    expect(await store.journal.rows({ runId, after: 0, limit: 5_000 })).toHaveLength(1_500);
    await store.journal.outcomes([]);
  });

  it('notes what the read-back said, the last time counting', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [first, second] = [at(stepIds, 0), at(stepIds, 1)];
    await store.journal.outcomes([{ runId, stepId: first, at: later(2), outcome: applied }]);
    await store.journal.verified([{ runId, stepId: first, at: later(3), verification: 'unreadable' }]);
    await store.journal.verified([{ runId, stepId: first, at: later(4), verification: 'confirmed' }]);
    expect((await store.runs.counts(runId)).verified).toEqual({ confirmed: 1 });
    const rows = await store.journal.rows({ runId, after: 0, limit: 10 });
    expect(rows.map((row) => row.content)).toEqual([applied, 'unreadable', 'confirmed']);
    const early = { runId, stepId: second, at: later(3), verification: 'confirmed' } as const;
    await expect(store.journal.verified([early])).rejects.toMatchObject({ name: 'StoreStateError' });
  });

  it('refuses every change and removal of a row, whoever tries', async () => {
    const { store, address } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    await store.journal.attempting({ runId, stepId: at(stepIds, 0), at: later(2) });
    const database = openDatabase(address);
    try {
      const { writes } = database;
      const refusal = /rows never change/;
      await expect(writes.updateTable('journal').set({ kind: 'outcome' }).execute()).rejects.toThrow(refusal);
      await expect(writes.deleteFrom('journal').execute()).rejects.toThrow(refusal);
    } finally {
      await database.close();
    }
    expect(await store.journal.rows({ runId, after: 0, limit: 10 })).toHaveLength(1);
  });
}
