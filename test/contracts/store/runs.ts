// What the store promises of runs: requests, leases, moves and ends, on either engine.
import { expect, it } from 'vitest';
import {
  type Given,
  idOf,
  keyOf,
  later,
  makeEntry,
  makePlanInput,
  makeRequest,
  noon,
  planned,
  planRun,
  refused,
  requestRun,
  savePolicy,
} from './given.ts';

export function describeRuns(given: () => Given): void {
  it('requests a run and reads it back with who asked for it', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const run = await store.runs.request(makeRequest('idle'));
    expect(run).toEqual({
      id: run?.id,
      policyId: 'idle',
      policyVersion: 1,
      trigger: { kind: 'by-hand', by: 'ada' },
      mode: 'test',
      rehearsalReason: 'asked-for-test',
      state: 'requested',
      ending: null,
      failure: null,
      snapshotId: null,
      cancelRequestedBy: null,
      pausedBy: null,
      requestedAt: noon,
      startedAt: null,
      finishedAt: null,
    });
    expect(await store.runs.get(run?.id ?? 0)).toEqual(run);
    expect(await store.runs.get(999)).toBeNull();
  });

  it('lets no policy overlap with itself, however many ask at once', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const asked = await Promise.all([1, 2, 3].map(() => store.runs.request(makeRequest('idle'))));
    const [run] = asked.flatMap((one) => one ?? []);
    expect(asked.filter((one) => one === null)).toHaveLength(2);
    await store.runs.advance({ runId: run?.id ?? 0, from: 'requested', to: 'finished', at: noon });
    expect(await store.runs.request(makeRequest('idle'))).not.toBeNull();
  });

  it('lists the newest runs first, page by page and by policy', async () => {
    const { store } = given();
    const ids = [];
    for (const name of ['a', 'b', 'c']) ids.push((await requestRun(store, name)).id);
    const [a, b, c] = ids;
    const idsOf = async (query: Parameters<typeof store.runs.list>[0]) =>
      (await store.runs.list(query)).map((run) => run.id);
    expect(await idsOf({ limit: 2, before: null })).toEqual([c, b]);
    expect(await idsOf({ limit: 2, before: b ?? 0 })).toEqual([a]);
    expect(await idsOf({ policyId: idOf('b'), limit: 5, before: null })).toEqual([b]);
  });

  it('narrows the runs down by mode, reason, ending, period and starter, each alone and all together', async () => {
    const { store } = given();
    const byBea = { kind: 'by-hand', by: 'Bea' } as const;
    const early = await requestRun(store, 'early', 'requested', { trigger: byBea, requestedAt: later(-60) });
    const nightly = await requestRun(store, 'nightly', 'requested', {
      trigger: { kind: 'schedule', tick: '2026-03-01T02:00' },
      mode: 'live',
      rehearsalReason: null,
    });
    const held = await requestRun(store, 'held', 'requested', { trigger: byBea, requestedAt: later(60) });
    await store.runs.advance({ runId: held.id, from: 'requested', to: 'finished', at: noon, ending: 'quarantined' });
    const idsOf = async (query: Partial<Parameters<typeof store.runs.list>[0]>) =>
      (await store.runs.list({ limit: 5, before: null, ...query })).map((run) => run.id);
    expect(await idsOf({ mode: 'live' })).toEqual([nightly.id]);
    expect(await idsOf({ trigger: 'by-hand' })).toEqual([held.id, early.id]);
    expect(await idsOf({ standing: 'open' })).toEqual([nightly.id, early.id]);
    expect(await idsOf({ standing: 'quarantined' })).toEqual([held.id]);
    expect(await idsOf({ standing: 'undecided' })).toEqual([held.id]);
    expect(await idsOf({ standing: 'failed' })).toEqual([]);
    expect(await idsOf({ since: noon })).toEqual([held.id, nightly.id]);
    expect(await idsOf({ until: noon })).toEqual([early.id]);
    expect(await idsOf({ finishedSince: noon })).toEqual([held.id]);
    expect(await idsOf({ finishedSince: later(1) })).toEqual([]);
    expect(await idsOf({ startedBy: 'bea' })).toEqual([held.id, early.id]);
    expect(await idsOf({ startedBy: 'be' })).toEqual([]);
    expect(await idsOf({ startedBy: 'bea', limit: 1 })).toEqual([held.id]);
    expect(await idsOf({ startedBy: 'bea', limit: 1, before: held.id })).toEqual([early.id]);
    expect(
      await idsOf({
        startedBy: 'bea',
        mode: 'test',
        trigger: 'by-hand',
        standing: 'open',
        since: later(-60),
        until: noon,
      }),
    ).toEqual([early.id]);
    await store.runs.decide({ runId: held.id, by: 'bea', at: noon, reason: null, next: null });
    expect(await idsOf({ standing: 'undecided' })).toEqual([]);
    expect(await idsOf({ standing: 'quarantined' })).toEqual([held.id]);
  });

  it('finds the runs with a user in their plan, by key or by name, acted upon or left alone', async () => {
    const { store } = given();
    const one = await planRun(store, 'one', [makeEntry('mara', planned), makeEntry('olaf', planned)]);
    const two = await planRun(store, 'two', [makeEntry('mara', refused)]);
    await requestRun(store, 'three');
    const idsOf = async (user: string, before: number | null = null) =>
      (await store.runs.list({ user, limit: 1, before })).map((run) => run.id);
    expect(await idsOf('Mara')).toEqual([two.runId]);
    expect(await idsOf('mara', two.runId)).toEqual([one.runId]);
    expect(await idsOf(keyOf('olaf'))).toEqual([one.runId]);
    expect(await idsOf('mar')).toEqual([]);
  });

  it('gives an open run to one of two who claim at once', async () => {
    const { store } = given();
    const run = await requestRun(store, 'idle');
    const lease = { now: noon, leaseUntil: later(5) };
    const claims = await Promise.all(['one', 'two'].map((holder) => store.runs.claim({ holder, ...lease })));
    expect(claims.flatMap((one) => one?.id ?? [])).toEqual([run.id]);
  });

  it('gives the oldest open run first, and different ones to different holders', async () => {
    const { store } = given();
    const runs = [await requestRun(store, 'a'), await requestRun(store, 'b'), await requestRun(store, 'c')];
    await store.runs.advance({ runId: runs[0]?.id ?? 0, from: 'requested', to: 'finished', at: noon });
    const lease = { now: noon, leaseUntil: later(5) };
    const claims = await Promise.all(['one', 'two', 'three'].map((holder) => store.runs.claim({ holder, ...lease })));
    expect(claims.flatMap((one) => one?.id ?? []).sort()).toEqual([runs[1]?.id, runs[2]?.id]);
  });

  it('passes a run on when its lease has run out, and tells the earlier holder', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    await store.runs.claim({ holder: 'one', now: noon, leaseUntil: later(5) });
    expect(await store.runs.renewLease({ runId, holder: 'one', leaseUntil: later(10) })).toBe(true);
    expect(await store.runs.claim({ holder: 'two', now: later(9), leaseUntil: later(20) })).toBeNull();
    expect((await store.runs.claim({ holder: 'two', now: later(10), leaseUntil: later(20) }))?.id).toBe(runId);
    expect(await store.runs.renewLease({ runId, holder: 'one', leaseUntil: later(30) })).toBe(false);
    await store.runs.releaseLease(runId, 'one');
    expect(await store.runs.claim({ holder: 'three', now: later(11), leaseUntil: later(20) })).toBeNull();
    await store.runs.releaseLease(runId, 'two');
    expect((await store.runs.claim({ holder: 'three', now: later(11), leaseUntil: later(20) }))?.id).toBe(runId);
  });

  it('moves a run on from the state it is in, and writes nothing from any other', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    const move = { runId, from: 'requested', to: 'planning', at: later(1), snapshotId: 4 } as const;
    const moves = await Promise.all([store.runs.advance(move), store.runs.advance(move)]);
    expect(moves.sort()).toEqual([false, true]);
    const before = await store.runs.get(runId);
    expect(before).toMatchObject({ state: 'planning', snapshotId: 4, startedAt: later(1) });
    const wrong = { runId, from: 'executing', to: 'reporting', at: later(2), ending: 'failed', failure: 'x' } as const;
    expect(await store.runs.advance(wrong)).toBe(false);
    expect(await store.runs.get(runId)).toEqual(before);
    expect(await store.runs.advance({ ...wrong, from: 'planning' })).toBe(true);
    expect(await store.runs.get(runId)).toMatchObject({
      state: 'reporting',
      ending: 'failed',
      failure: 'x',
      startedAt: later(1),
    });
  });

  it('remembers who asked first for a run to stop, and asks nothing of a finished one', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    expect((await store.runs.requestCancel(runId, 'ada'))?.cancelRequestedBy).toBe('ada');
    expect((await store.runs.requestCancel(runId, 'bob'))?.cancelRequestedBy).toBe('ada');
    expect(await store.runs.requestCancel(999, 'bob')).toBeNull();
    const other = await requestRun(store, 'other');
    await store.runs.advance({ runId: other.id, from: 'requested', to: 'finished', at: noon });
    expect(await store.runs.requestCancel(other.id, 'bob')).toBeNull();
    expect((await store.runs.get(other.id))?.cancelRequestedBy).toBeNull();
  });

  it('keeps who paused a run, unless whoever pauses it too takes that over, and lets nobody free the run of another', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    const pause = (by: string, takesOver = false) => store.runs.pause({ runId, by, takesOver });
    const pausedBy = async () => (await store.runs.get(runId))?.pausedBy;
    expect(await store.runs.resume({ runId })).toBe(false);
    expect(await pause('bob')).toBe(true);
    expect(await pause('cyd')).toBe(false);
    expect(await pausedBy()).toBe('bob');
    expect(await pause('ada', true)).toBe(true);
    expect(await pause('ada', true)).toBe(false);
    for (const heldBy of ['bob', 'nobody']) expect(await store.runs.resume({ runId, heldBy })).toBe(false);
    expect(await pausedBy()).toBe('ada');
    expect(await store.runs.resume({ runId, heldBy: 'ada' })).toBe(true);
    expect(await pause('bob')).toBe(true);
    expect(await store.runs.resume({ runId })).toBe(true);
    expect(await pausedBy()).toBeNull();
    const at = noon;
    await store.runs.advance({ runId, from: 'requested', to: 'finished', at });
    expect(await pause('ada', true)).toBe(false);
  });

  it('ends a run once, however often its end is written', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'reporting');
    const end = { runId, at: later(3), report: { matched: 2 }, mails: [{ kind: 'run-report', to: 'a@b.c' }] } as const;
    await Promise.all([store.runs.finish(end), store.runs.finish(end)]);
    await store.runs.finish({ ...end, at: later(9), report: { matched: 3 } });
    expect(await store.runs.get(runId)).toMatchObject({ state: 'finished', finishedAt: later(3) });
    expect(await store.runs.report(runId)).toEqual({ matched: 2 });
    const mails = await store.outbox.list({ runId, limit: 10 });
    expect(mails).toMatchObject([{ to: 'a@b.c', state: 'waiting', attempts: 0, nextAttemptAt: later(3) }]);
  });

  it('writes one mail to a recipient who is named twice', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'reporting');
    const mail = { kind: 'run-report', to: 'a@b.c' } as const;
    await store.runs.finish({ runId, at: noon, report: {}, mails: [mail, mail] });
    expect(await store.outbox.list({ runId, limit: 10 })).toHaveLength(1);
  });

  it('refuses the end of a run that is not reporting', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'executing');
    const end = { runId, at: noon, report: {}, mails: [] };
    await expect(store.runs.finish(end)).rejects.toMatchObject({ name: 'StoreStateError' });
    expect(await store.runs.report(runId)).toBeNull();
    expect((await store.runs.get(runId))?.state).toBe('executing');
  });

  it('keeps what a second administrator approved: the digest and who had asked for it', async () => {
    const { store } = given();
    const decide = async (name: string, more: object) => {
      const { id: runId } = await requestRun(store, name);
      await store.runs.advance({ runId, from: 'requested', to: 'finished', at: noon, ending: 'quarantined' });
      await store.runs.decide({ runId, by: 'bob', at: noon, reason: null, next: makeRequest(name), ...more });
      return store.runs.decision(runId);
    };
    const secondPerson = { digest: 'abc', askedBy: 'ada' };
    expect(await decide('grant', { secondPerson })).toMatchObject({ decision: 'approved', by: 'bob', secondPerson });
    expect(await decide('idle', {})).toMatchObject({ decision: 'approved', by: 'bob', secondPerson: null });
  });

  it('keeps a plan that is held, with why', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'planning');
    const refusals = [{ guard: 'user-count', details: { planned: 1, limit: 0 } }] as const;
    const entries = [makeEntry('ada', planned)];
    await store.runs.savePlan(makePlanInput(runId, entries, { refusals, to: 'reporting', ending: 'quarantined' }));
    expect(await store.runs.get(runId)).toMatchObject({ state: 'reporting', ending: 'quarantined' });
    expect((await store.runs.plan(runId))?.refusals).toEqual(refusals);
  });
}
