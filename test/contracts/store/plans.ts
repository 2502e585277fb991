// What the store promises of plans, their steps and the counts of what became of them, on either engine.
import { expect, it } from 'vitest';
import type { Outcome } from '../../../sidecar/src/domain/run.ts';
import type { EntryQuery } from '../../../sidecar/src/store/runs.ts';
import {
  already,
  at,
  type Given,
  later,
  makeEntry,
  makePlanInput,
  planned,
  planRun,
  refused,
  requestRun,
  unsupported,
} from './given.ts';

export function describePlans(given: () => Given): void {
  it('holds a run that was about to be carried out: the plan is kept, with the reason', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    const refusal = { guard: 'directory-synchronising', details: { directories: 'Outer', minutes: 120 } } as const;
    await store.runs.hold({ runId, refusal, at: later(5) });
    expect(await store.runs.get(runId)).toMatchObject({ state: 'reporting', ending: 'quarantined' });
    expect((await store.runs.plan(runId))?.refusals).toEqual([refusal]);
    await expect(store.runs.hold({ runId, refusal, at: later(6) })).rejects.toThrow('being executed');
    expect((await store.runs.plan(runId))?.refusals).toEqual([refusal]);
  });

  it('tells of a user what live runs came to, the newest first, and nothing of rehearsals', async () => {
    const { store } = given();
    const rehearsed = await planRun(store, 'tried', [makeEntry('ada', already)], { mode: 'test' });
    const first = await planRun(store, 'idle', [makeEntry('ada', planned, already), makeEntry('bob', already)], {
      mode: 'live',
    });
    const second = await planRun(store, 'older', [makeEntry('ada', refused)], { mode: 'live' });
    const { userKey } = at(rehearsed.entries, 0);
    const told = await store.runs.ofUser({ userKey, limit: 10 });
    expect(told.map(({ runId, outcome }) => [runId, outcome.kind])).toEqual([
      [second.runId, 'refused'],
      [first.runId, 'already'],
    ]);
    expect(await store.runs.ofUser({ userKey, limit: 1 })).toEqual(told.slice(0, 1));
  });

  it('keeps a plan as made and moves the run on', async () => {
    const { store } = given();
    const entries = [makeEntry('ada', planned, already), makeEntry('bob', already), makeEntry('eve', refused)];
    const { runId } = await planRun(store, 'idle', entries);
    expect((await store.runs.get(runId))?.state).toBe('executing');
    expect(await store.runs.plan(runId)).toEqual({
      runId,
      snapshotId: 7,
      digest: 'digest',
      madeAt: later(1),
      summary: {
        usersRead: 100,
        matched: 3,
        unknown: 2,
        planned: 1,
        already: 1,
        refused: 1,
        unsupported: 0,
        seats: null,
      },
      unknownByReason: { 'email-not-told': 3 },
      refusals: [],
    });
    expect(await store.runs.plan(999)).toBeNull();
  });

  it('gives entries back with names, before-image, trace and steps', async () => {
    const { store } = given();
    const entry = makeEntry('ada', planned, already);
    const { entries } = await planRun(store, 'idle', [entry]);
    const [first, second] = at(entries, 0).steps;
    expect(entries).toEqual([
      {
        personId: at(entries, 0).personId,
        userKey: entry.userKey,
        createdKey: null,
        username: 'ada',
        displayName: 'ada!',
        fate: 'planned',
        before: entry.before,
        trace: entry.trace,
        notes: [],
        steps: [
          { id: first?.id, position: 0, ...planned, ...openStep },
          { id: second?.id, position: 1, ...already, ...openStep, outcome: { kind: 'already' }, finishedAt: later(1) },
        ],
      },
    ]);
  });

  it('gives what is never attempted its outcome at once', async () => {
    const { store } = given();
    const entries = [makeEntry('ada', already), makeEntry('bob', refused), makeEntry('eve', unsupported)];
    const { steps } = await planRun(store, 'idle', entries);
    expect(steps.map((step) => step.outcome)).toEqual([
      { kind: 'already' },
      { kind: 'refused', guard: 'own-account' },
      { kind: 'unsupported', reason: 'capability-absent' },
    ]);
  });

  it('pages through entries, and narrows them down by fate, by outcome and by why they were left alone', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [
      makeEntry('ada', planned),
      makeEntry('bob', already),
      makeEntry('eve', planned, already),
      makeEntry('joe', refused),
    ]);
    const outcome = { kind: 'failed', code: 'timeout' } as const;
    await store.journal.outcomes([{ runId, stepId: at(stepIds, 0), at: later(2), outcome }]);
    const find = async (query: Partial<EntryQuery>) =>
      (await store.runs.entries({ runId, after: 0, limit: 10, ...query })).map((entry) => entry.username);
    expect(await find({})).toEqual(['ada', 'bob', 'eve', 'joe']);
    expect(await find({ fate: 'planned' })).toEqual(['ada', 'eve']);
    expect(await find({ outcome: 'open' })).toEqual(['eve']);
    expect(await find({ outcome: 'failed' })).toEqual(['ada']);
    expect(await find({ outcome: 'already' })).toEqual(['bob', 'eve']);
    expect(await find({ because: 'own-account' })).toEqual(['joe']);
    expect(await find({ because: 'own' })).toEqual([]);
    const skipped = { kind: 'skipped', reason: 'user-is-gone' } as const;
    await store.journal.outcomes([{ runId, stepId: at(stepIds, 2), at: later(3), outcome: skipped }]);
    expect(await find({ because: 'user-is-gone' })).toEqual(['eve']);
    expect(await store.runs.counts(runId)).toMatchObject({
      skipped: { 'user-is-gone': 1 },
      refused: { 'own-account': 1 },
    });
    const page = await store.runs.entries({ runId, after: 0, limit: 2 });
    expect(await find({ after: at(page, 1).personId, limit: 1 })).toEqual(['eve']);
  });

  it('counts each user once under a guard, whatever its details were for each step', async () => {
    const { store } = given();
    const names = ['ada', 'bob', 'eve'];
    const { runId, entries } = await planRun(
      store,
      'idle',
      names.map((name) => makeEntry(name, planned, already, planned)),
    );
    const exemptBy = (exemption: number): Outcome => ({
      kind: 'refused',
      guard: 'exempt',
      details: { exemption, endsAt: later(9) },
    });
    const outcomes: readonly (readonly Outcome[])[] = [
      [exemptBy(1), exemptBy(2)],
      [exemptBy(1), { kind: 'refused', guard: 'own-account' }],
      [{ kind: 'skipped', reason: 'cancelled' }, exemptBy(3)],
    ];
    await store.journal.outcomes(
      outcomes.flatMap((own, index) =>
        own.map((outcome, turn) => ({
          runId,
          stepId: at(at(entries, index).steps, turn * 2).id,
          at: later(2),
          outcome,
        })),
      ),
    );
    const { refused: byGuard, skipped } = await store.runs.counts(runId);
    expect(byGuard).toEqual({ exempt: 3, 'own-account': 1 });
    expect(skipped).toEqual({ cancelled: 1 });
  });

  it('counts a user under the worst of their outcomes', async () => {
    const { store } = given();
    const worstFirst: readonly Outcome[] = [
      { kind: 'failed', code: 'x' },
      { kind: 'unknown', code: 'x' },
      { kind: 'refused', guard: 'x' },
      { kind: 'skipped', reason: 'cancelled' },
      { kind: 'unsupported', reason: 'x' },
      { kind: 'pending-synchronisation' },
      { kind: 'applied-without-effect' },
      { kind: 'applied' },
      { kind: 'rehearsed' },
      { kind: 'already' },
    ];
    const pairs = worstFirst.slice(1).map((better, index) => [at(worstFirst, index), better] as const);
    const entries = pairs.map((_, index) => makeEntry(`user${index}`, planned, already, planned));
    const { runId, entries: stored } = await planRun(store, 'idle', [...entries, makeEntry('open', already, planned)]);
    const rows = pairs.flatMap(([worse, better], index) => [
      { runId, stepId: at(at(stored, index).steps, 0).id, at: later(2), outcome: better },
      { runId, stepId: at(at(stored, index).steps, 2).id, at: later(2), outcome: worse },
    ]);
    await store.journal.outcomes(rows);
    const { users, steps } = await store.runs.counts(runId);
    const expected = worstFirst.slice(0, -1).map((outcome) => [outcome.kind, 1]);
    expect(users).toEqual({ ...Object.fromEntries(expected), open: 1 });
    expect(steps).toEqual({
      ...Object.fromEntries(worstFirst.map((outcome) => [outcome.kind, 2])),
      failed: 1,
      already: 1 + pairs.length + 1,
      open: 1,
    });
  });

  it('shows nothing of a plan whose writing broke off, and writes it whole the second time', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'planning');
    const entries = Array.from({ length: 1_200 }, (_, index) => makeEntry(`user${index}`, planned, already));
    const half = entries.map((entry, index) => (index === 1_100 ? { ...entry, trace: brokenTrace } : entry));
    await expect(store.runs.savePlan(makePlanInput(runId, half))).rejects.toThrow('The power went out.');
    expect((await store.runs.get(runId))?.state).toBe('planning');
    expect(await store.runs.plan(runId)).toBeNull();
    expect(await store.runs.entries({ runId, after: 0, limit: 10 })).toEqual([]);
    expect((await store.runs.counts(runId)).steps).toEqual({});
    await store.runs.savePlan(makePlanInput(runId, entries));
    expect((await store.runs.counts(runId)).steps).toEqual({ open: 1_200, already: 1_200 });
    const stored = await store.runs.entries({ runId, after: 0, limit: 5_000 });
    expect(stored.map((entry) => entry.username)).toEqual(entries.map((entry) => entry.username));
  });

  it('writes no second plan over the first, and none without its people', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    const second = makePlanInput(runId, [makeEntry('bob', planned)]);
    await expect(store.runs.savePlan(second)).rejects.toMatchObject({ name: 'StoreStateError' });
    expect(await store.runs.entries({ runId, after: 0, limit: 10 })).toMatchObject([{ username: 'ada' }]);
    const other = await requestRun(store, 'other', 'planning');
    const nameless = makePlanInput(other.id, [makeEntry('bob', planned)], { people: [] });
    await expect(store.runs.savePlan(nameless)).rejects.toMatchObject({ name: 'StoreStateError' });
  });

  it('keeps an empty plan', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', []);
    expect((await store.runs.plan(runId))?.summary.matched).toBe(0);
    expect(await store.runs.counts(runId)).toEqual({ steps: {}, users: {}, verified: {}, skipped: {}, refused: {} });
  });
}

const openStep = { outcome: null, verification: null, attempts: 0, finishedAt: null };

/** Stands for the process being killed while the plan is written. */
const brokenTrace = {
  leaf: 'status',
  argument: 'active',
  verdict: 'yes',
  facts: {},
  toJSON(): never {
    throw new Error('The power went out.');
  },
} as const;
