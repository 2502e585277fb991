// What the store promises of changes that did not last, on either engine.
import { expect, it } from 'vitest';
import type { NewRebound } from '../../../sidecar/src/store/rebounds.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import {
  addFinishedSnapshot,
  at,
  type Given,
  idOf,
  keyOf,
  later,
  makeEntry,
  makePlanInput,
  makeRequest,
  makeUser,
  noon,
  planned,
  savePolicy,
} from './given.ts';

/** A live run that has disabled two users, and a snapshot of one of them. */
async function disableTwo({ store }: Given) {
  await savePolicy(store, 'idle');
  const run = await store.runs.request(makeRequest('idle', { mode: 'live', rehearsalReason: null }));
  if (run === null) throw new Error('The policy has an open run already.');
  const runId = run.id;
  await store.runs.advance({ runId, from: 'requested', to: 'planning', at: noon });
  await store.runs.savePlan(makePlanInput(runId, [makeEntry('ada', planned), makeEntry('bob', planned)]));
  const entries = await store.runs.entries({ runId, after: 0, limit: 10 });
  const stepIds = entries.flatMap(({ steps }) => steps.map(({ id }) => id));
  for (const stepId of stepIds) await store.journal.attempting({ runId, stepId, at: later(2) });
  await store.journal.outcomes(
    stepIds.map((stepId) => ({ runId, stepId, at: later(2), outcome: { kind: 'applied' } })),
  );
  const snapshotId = await addFinishedSnapshot(store, [makeUser('ada')], later(10));
  return { runId, stepIds, snapshotId };
}

async function end({ store }: Given, runId: number, instant: string) {
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: instant, ending: 'completed' });
  await store.runs.finish({ runId, at: instant, report: {}, mails: [] });
}

const watch = (store: Store, snapshotId: number, more: object = {}) =>
  store.rebounds.watched({ snapshotId, since: noon, before: later(10), after: 0, limit: 10, ...more });

export function describeRebounds(given: () => Given): void {
  it('looks at applied steps of live runs that ended within the time, of users whom the snapshot holds', async () => {
    const { store } = given();
    const { runId, stepIds, snapshotId } = await disableTwo(given());
    expect(await watch(store, snapshotId)).toEqual([]);
    await end(given(), runId, later(4));
    const ada = {
      stepId: at(stepIds, 0),
      runId,
      userKey: keyOf('ada'),
      change: { kind: 'disable' },
      doneAt: later(2),
      statusNow: 'active',
    };
    expect(await watch(store, snapshotId)).toEqual([ada]);
    expect(await watch(store, snapshotId, { since: later(3) })).toEqual([]);
    expect(await watch(store, snapshotId, { userKeys: [keyOf('ada')] })).toEqual([ada]);
    expect(await watch(store, snapshotId, { userKeys: [keyOf('bob')] })).toEqual([]);
    expect(await watch(store, snapshotId, { before: later(4) })).toEqual([]);
    expect(await store.rebounds.laterChanges(keyOf('ada'), noon)).toEqual([{ kind: 'disable' }]);
    expect(await store.rebounds.laterChanges(keyOf('ada'), later(2))).toEqual([]);
  });

  it('notes each step once and looks at it no more', async () => {
    const { store } = given();
    const { runId, stepIds, snapshotId } = await disableTwo(given());
    await end(given(), runId, later(4));
    const rebound: NewRebound = { stepId: at(stepIds, 0), runId, snapshotId, at: later(11), reason: 'unknown' };
    await store.rebounds.note([]);
    await store.rebounds.note([rebound]);
    await store.rebounds.note([{ ...rebound, snapshotId: snapshotId + 1, reason: 'signed-in-since' }]);
    expect(await watch(store, snapshotId)).toEqual([]);
    const query = { runId, after: 0, limit: 10 };
    expect(await store.rebounds.ofRun(query)).toMatchObject([{ ...rebound, username: 'ada', doneAt: later(2) }]);
    expect(await store.rebounds.ofRun({ ...query, after: at(stepIds, 0) })).toEqual([]);
  });

  it('counts for the next report of the policy what was noted since the last one', async () => {
    const { store } = given();
    const { runId, stepIds, snapshotId } = await disableTwo(given());
    const next = { id: runId + 1, policyId: idOf('idle') };
    await store.rebounds.note([{ stepId: at(stepIds, 0), runId, snapshotId, at: later(11), reason: 'unknown' }]);
    expect(await store.rebounds.countForReport(next)).toEqual({ unknown: 1 });
    expect(await store.rebounds.countForReport({ ...next, policyId: idOf('other') })).toEqual({});
    await end(given(), runId, later(12));
    expect(await store.rebounds.countForReport(next)).toEqual({});
  });
}

export function describeReturns(given: () => Given): void {
  it('tells what live runs took, with what was seen undone, and gives an erased user no name', async () => {
    const { store } = given();
    const { runId, stepIds, snapshotId } = await disableTwo(given());
    await store.rebounds.note([{ stepId: at(stepIds, 0), runId, snapshotId, at: later(11), reason: 'unknown' }]);
    const takings = await store.returns.takings({ since: noon, after: 0, limit: 10 });
    expect(takings).toMatchObject([
      { userKey: keyOf('ada'), change: { kind: 'disable' }, doneAt: later(2), seenUndoneAt: later(11) },
      { userKey: keyOf('bob'), policyId: idOf('idle'), seenUndoneAt: null },
    ]);
    expect(await store.returns.takings({ since: noon, after: at(takings, 0).stepId, limit: 10 })).toHaveLength(1);
    expect(await store.returns.takings({ since: later(3), after: 0, limit: 10 })).toEqual([]);
    expect(await store.returns.givings(noon)).toEqual([]);
    await end(given(), runId, later(12));
    await store.retention.erase({ imagesBefore: later(60), unknownBefore: noon, keptDays: 90, at: later(61) });
    const erased = await store.returns.takings({ since: noon, after: 0, limit: 10 });
    expect(erased.map(({ userKey }) => userKey)).toEqual([null, null]);
  });
}
