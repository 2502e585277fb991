// What the store promises of erasing what names people: digests, counts and the journal stay, and what is needed is spared.
import { expect, it } from 'vitest';
import type { Trace } from '../../../sidecar/src/domain/criteria/matches.ts';
import type { PolicyId } from '../../../sidecar/src/domain/policy.ts';
import type { Username } from '../../../sidecar/src/domain/user.ts';
import { openDatabase } from '../../../sidecar/src/store/database.ts';
import { PeopleErasedError } from '../../../sidecar/src/store/errors.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import {
  addFinishedSnapshot,
  at,
  type Given,
  keyOf,
  later,
  makeEntry,
  makePlanInput,
  planned,
  planRun,
  requestRun,
} from './given.ts';

const live = { mode: 'live', rehearsalReason: null } as const;
const trace: Trace = {
  leaf: 'inactiveDays',
  argument: 90,
  verdict: 'unknown',
  unknown: 'activity-no-source',
  facts: {},
};
const erase = (store: Store, before: string) =>
  store.retention.erase({ imagesBefore: before, unknownBefore: before, keptDays: 90, at: later(900) });

async function end(store: Store, runId: number, minutes: number): Promise<void> {
  for (const [from, to] of [
    ['executing', 'verifying'],
    ['verifying', 'reporting'],
  ] as const) {
    await store.runs.advance({
      runId,
      from,
      to,
      at: later(minutes),
      ...(to === 'verifying' ? { ending: 'completed' } : {}),
    });
  }
  await store.runs.finish({ runId, at: later(minutes), report: {}, mails: [] });
}

export function describeRetention(given: () => Given): void {
  it('erases the people of old runs and keeps their counts, hashes, digest and journal', async () => {
    const { store, address } = given();
    const names = Array.from({ length: 30 }, (_, index) => `user${index}`);
    const old = await planRun(
      store,
      'old',
      names.map((name) => makeEntry(name, planned)),
      live,
    );
    const stepId = at(old.stepIds, 0);
    await store.journal.attempting({ runId: old.runId, stepId, at: later(2) });
    await store.journal.outcomes([{ runId: old.runId, stepId, at: later(2), outcome: { kind: 'applied' } }]);
    await end(store, old.runId, 10);
    const young = await planRun(store, 'young', [makeEntry('ada', planned)], live);
    await end(store, young.runId, 30);
    const [plan, counts] = [await store.runs.plan(old.runId), await store.runs.counts(old.runId)];
    const journal = await store.journal.rows({ runId: old.runId, after: 0, limit: 10 });

    expect(await erase(store, later(20))).toEqual({ people: 30, unknown: 0, mails: 0 });
    expect(await erase(store, later(20))).toEqual({ people: 0, unknown: 0, mails: 0 });
    expect(await store.runs.entries({ runId: old.runId, after: 0, limit: 10 })).toEqual([]);
    expect(await store.runs.entries({ runId: young.runId, after: 0, limit: 10 })).toHaveLength(1);
    expect(await store.runs.plan(old.runId)).toEqual(plan);
    expect(await store.runs.counts(old.runId)).toEqual(counts);
    expect(await store.journal.rows({ runId: old.runId, after: 0, limit: 10 })).toEqual(journal);
    expect(await store.retention.erasureOf(old.runId)).toEqual({ at: later(900), keptDays: 90 });
    expect(await store.retention.erasureOf(young.runId)).toBeNull();
    const database = openDatabase(address);
    try {
      const hashes = await database.reads
        .selectFrom('run_entries')
        .select('person_hash')
        .where('run_id', '=', old.runId)
        .execute();
      expect(hashes).toEqual(names.map(() => ({ person_hash: 'hash' })));
      const people = await database.reads.selectFrom('run_people').select('username').execute();
      expect(people).toEqual([{ username: 'ada' }]);
    } finally {
      await database.close();
    }
  });

  it('spares a run that another one takes back or carries out at the moment', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', [makeEntry('ada', planned)], live);
    await end(store, runId, 10);
    const undo = await requestRun(store, 'idle', 'requested', {
      trigger: { kind: 'undo', by: 'ada', of: runId, people: null },
    });
    expect((await erase(store, later(20))).people).toBe(0);
    await store.runs.advance({
      runId: undo.id,
      from: 'requested',
      to: 'reporting',
      at: later(15),
      ending: 'cancelled',
    });
    await store.runs.finish({ runId: undo.id, at: later(15), report: {}, mails: [] });
    expect((await erase(store, later(20))).people).toBe(1);
  });

  it('erases no run whose undo is requested meanwhile, and lets none be requested on people that are erased', async () => {
    const { store } = given();
    const runIds: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      const { runId } = await planRun(store, `idle-${index}`, [makeEntry('ada', planned)], live);
      await end(store, runId, 10);
      runIds.push(runId);
    }
    const request = (runId: number, index: number) =>
      store.runs.request({
        policyId: `idle-${index}` as PolicyId,
        policyVersion: 1,
        trigger: { kind: 'undo', by: 'ada', of: runId, people: null },
        ...live,
        requestedAt: later(800),
      });
    const [, ...requests] = await Promise.allSettled([erase(store, later(20)), ...runIds.map(request)]);
    for (const [index, runId] of runIds.entries()) {
      const erased = (await store.retention.erasureOf(runId)) !== null;
      const people = await store.runs.entries({ runId, after: 0, limit: 10 });
      expect([people.length, requests[index]?.status]).toEqual(erased ? [0, 'rejected'] : [1, 'fulfilled']);
    }
    expect(requests.filter(({ status }) => status === 'fulfilled')).not.toEqual([]);
  });

  it('begins nothing on people that were erased', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', [makeEntry('ada', planned)], live);
    await end(store, runId, 10);
    await erase(store, later(20));
    const undo = requestRun(store, 'idle', 'requested', {
      trigger: { kind: 'undo', by: 'ada', of: runId, people: null },
    });
    await expect(undo).rejects.toThrow(PeopleErasedError);
    expect(await store.runs.list({ limit: 5, before: null })).toHaveLength(1);
  });

  it('erases the lists of unknown users of runs that ended before', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle', 'planning');
    const users = [{ userKey: keyOf('ada'), username: 'ada' as Username, displayName: 'Ada', trace: 0 }];
    await store.runs.savePlan({ ...makePlanInput(runId, []), unknown: { traces: [trace], users, byReason: {} } });
    await end(store, runId, 10);
    expect((await erase(store, later(10))).unknown).toBe(0);
    expect((await erase(store, later(11))).unknown).toBe(1);
    expect(await store.runs.unknown({ runId, after: 0, limit: 10 })).toEqual([]);
  });

  it('erases to whom notices went, and keeps that they went', async () => {
    const { store } = given();
    const { runId } = await planRun(store, 'idle', [makeEntry('ada', planned)], live);
    for (const [from, to] of [
      ['executing', 'verifying'],
      ['verifying', 'reporting'],
    ] as const) {
      await store.runs.advance({ runId, from, to, at: later(10) });
    }
    const mails = [
      { kind: 'password-notice', to: 'ada@example.com' },
      { kind: 'run-report', to: 'admins@example.com' },
    ] as const;
    await store.runs.finish({ runId, at: later(10), report: {}, mails });
    for (let times = 0; times < 2; times += 1) {
      const mail = await store.outbox.claimDue({ now: later(10), leaseUntil: later(11) });
      await store.outbox.sent(mail?.id ?? 0, later(10));
    }
    expect((await erase(store, later(20))).mails).toBe(1);
    expect((await erase(store, later(20))).mails).toBe(0);
    const kept = await store.outbox.list({ runId, limit: 10 });
    expect(kept.map(({ to }) => to.replace(/\d+/, 'N')).sort()).toEqual(['admins@example.com', 'erased-N']);
    expect(kept.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('lets one process have a day, and tells of the newest clean-up', async () => {
    const { store } = given();
    expect(await store.retention.last()).toBeNull();
    const claims = await Promise.all([1, 2, 3].map(() => store.retention.claimDay('2026-03-01', later(1))));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.retention.last()).toMatchObject({ beganAt: later(1), endedAt: null });
    await store.retention.endDay('2026-03-01', later(2), { people: 3, unknown: 2, mails: 1 });
    expect(await store.retention.last()).toEqual({
      beganAt: later(1),
      endedAt: later(2),
      people: 3,
      unknown: 2,
      mails: 1,
    });
    expect(await store.retention.claimDay('2026-03-02', later(3))).toBe(true);
  });

  it('removes snapshots by age, the newest one never', async () => {
    const { store } = given();
    const ids: number[] = [];
    for (const minutes of [0, 10, 20]) ids.push(await addFinishedSnapshot(store, [], later(minutes)));
    const left = async () => {
      const found = await Promise.all(ids.map((id) => store.snapshots.get(id)));
      return found.map((snapshot) => snapshot !== null);
    };
    await store.snapshots.prune({ keep: 5, readBefore: later(10), now: later(600) });
    expect(await left()).toEqual([false, true, true]);
    await store.snapshots.prune({ keep: 5, readBefore: later(500), now: later(600) });
    expect(await left()).toEqual([false, false, true]);
  });

  it('keeps the first snapshot of each month beside the newest where that is asked for, as long as it is not too old', async () => {
    const { store } = given();
    const days = ['2026-01-05', '2026-01-20', '2026-02-01', '2026-02-02', '2026-03-01', '2026-03-02'];
    for (const day of days) await addFinishedSnapshot(store, [], `${day}T02:00:00.000Z`);
    const left = async () => (await store.snapshots.kept()).map(({ startedAt }) => startedAt.slice(0, 10));
    await store.snapshots.prune({ keep: 1, keepMonthly: true, now: later(600) });
    expect(await left()).toEqual(['2026-01-05', '2026-02-01', '2026-03-01', '2026-03-02']);
    await store.snapshots.prune({ keep: 1, keepMonthly: true, readBefore: '2026-01-31', now: later(600) });
    expect(await left()).toEqual(['2026-02-01', '2026-03-01', '2026-03-02']);
    await store.snapshots.prune({ keep: 1, now: later(600) });
    expect(await left()).toEqual(['2026-03-02']);
  });
}
