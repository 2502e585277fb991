// The store's contract on steps in the audit trail: each that was done, tried or refused is an entry, with its journal row or not at all.
import { expect, it } from 'vitest';
import { checkLinks } from '../../../sidecar/src/audit/check-links.ts';
import { hashPerson, noDigest } from '../../../sidecar/src/audit/entry.ts';
import type { Outcome } from '../../../sidecar/src/domain/run.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { findTrailFaults } from '../../support/trail.ts';
import { at, type Given, later, makeEntry, planned, planRun } from './given.ts';

const applied = { kind: 'applied' } as const;

/** Steps in the trail, oldest first. */
async function listSteps({ audit }: Store) {
  return [...(await audit.list({ limit: 100_000, before: null, event: 'step' }))].reverse();
}

export function describeAuditSteps(given: () => Given): void {
  it('has an entry for each step that was done, tried or refused, and none for whoever was left as they were', async () => {
    const { store } = given();
    const outcomes: readonly Outcome[] = [
      applied,
      { kind: 'failed', code: 'host_error' },
      { kind: 'refused', guard: 'own-account' },
      { kind: 'unknown', code: 'host_unreachable' },
      { kind: 'skipped', reason: 'cancelled' },
      { kind: 'already' },
      { kind: 'rehearsed' },
      { kind: 'unsupported', reason: 'capability-absent' },
    ];
    const names = outcomes.map((_one, place) => `user${place}`);
    const { runId, stepIds } = await planRun(
      store,
      'idle',
      names.map((name) => makeEntry(name, planned)),
    );
    await store.journal.outcomes(
      outcomes.map((outcome, place) => ({ runId, stepId: at(stepIds, place), at: later(2), outcome })),
    );
    const run = { run: runId, action: 'disable' };
    expect((await listSteps(store)).map(({ about, event, details }) => [about, event, details])).toEqual([
      ['user0', 'step.outcome', { ...run, step: stepIds[0], outcome: 'applied' }],
      ['user1', 'step.outcome', { ...run, step: stepIds[1], outcome: 'failed', code: 'host_error' }],
      ['user2', 'step.outcome', { ...run, step: stepIds[2], outcome: 'refused', guard: 'own-account' }],
      ['user3', 'step.outcome', { ...run, step: stepIds[3], outcome: 'unknown', code: 'host_unreachable' }],
    ]);
  });

  it('names the person of a step by a salted hash, with name and salt beside it as of any entry', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('lovelace', planned)]);
    await store.journal.outcomes([{ runId, stepId: at(stepIds, 0), at: later(2), outcome: applied }]);
    const row = (await store.audit.chain({ after: 0, limit: 100 })).at(-1);
    const [person] = row?.people ?? [];
    if (row === undefined || person === undefined) throw new Error('The step is about nobody.');
    expect(row.body).not.toContain('lovelace');
    expect(JSON.parse(row.body).about).toBe(hashPerson(person));
    expect(person).toMatchObject({ part: 'about', username: 'lovelace', userKey: 'key-lovelace' });
  });

  it('writes a step and its entry together, or neither of them, also where others are written with it', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    const [ada, bob] = [at(stepIds, 0), at(stepIds, 1)];
    await store.journal.outcomes([{ runId, stepId: ada, at: later(2), outcome: applied }]);
    const [again, other] = await Promise.allSettled([
      store.journal.outcomes([{ runId, stepId: ada, at: later(3), outcome: applied }]),
      store.journal.outcomes([{ runId, stepId: bob, at: later(3), outcome: applied }]),
    ]);
    expect([again.status, other.status]).toEqual(['rejected', 'fulfilled']);
    expect((await listSteps(store)).map(({ details }) => details.step)).toEqual([ada, bob]);
    const broken = store.together(async ({ journal }) => {
      await journal.corrected([{ runId, stepId: bob, at: later(4), to: 'applied-without-effect' }]);
      throw new Error('The process ended here.');
    });
    await expect(broken).rejects.toThrow('ended here');
    expect(await listSteps(store)).toHaveLength(2);
  });

  it('tells by an entry of its own that a step had no effect after all', async () => {
    const { store } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned)]);
    const step = { runId, stepId: at(stepIds, 0) };
    await store.journal.outcomes([{ ...step, at: later(2), outcome: applied }]);
    await store.journal.corrected([{ ...step, at: later(3), to: 'applied-without-effect' }]);
    expect((await listSteps(store)).map(({ event, details }) => [event, details.outcome])).toEqual([
      ['step.outcome', 'applied'],
      ['step.corrected', 'applied-without-effect'],
    ]);
  });

  it('keeps a sound chain of ten thousand steps, and forgets their names with the people of the run', async () => {
    const { store } = given();
    const count = 10_000;
    const names = Array.from({ length: count }, (_one, place) => `user${place}`);
    const run = await planMany(store, names);
    await Promise.all(
      run.stepIds.map((stepId) =>
        store.journal.outcomes([{ runId: run.runId, stepId, at: later(2), outcome: applied }]),
      ),
    );
    await store.runs.advance({
      runId: run.runId,
      from: 'executing',
      to: 'reporting',
      at: later(3),
      ending: 'completed',
    });
    await store.runs.finish({ runId: run.runId, at: later(4), report: {}, mails: [] });
    expect(await findTrailFaults(store, run.runId)).toEqual([]);
    expect((await store.erasure.find('user7'))?.names).toEqual(['user7']);
    const before = later(10);
    await store.retention.erase({ imagesBefore: before, unknownBefore: before, keptDays: 90, at: later(900) });
    const steps = await listSteps(store);
    expect(steps).toHaveLength(count);
    expect(steps.every(({ about }) => about === null)).toBe(true);
    const head = await store.audit.readHead();
    const links = await store.audit.chain({ after: 0, limit: 2 * count });
    const sound = { n: head.number, digest: head.digest };
    expect(checkLinks({ n: 0, digest: noDigest }, links)).toEqual({ sound, fault: null });
  });
}

async function planMany(store: Store, names: readonly string[]) {
  const { runId } = await planRun(
    store,
    'idle',
    names.map((name) => makeEntry(name, planned)),
  );
  const stepIds: number[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.entries({ runId, after, limit: 2_000 });
    stepIds.push(...page.flatMap(({ steps }) => steps.map(({ id }) => id)));
    const last = page.at(-1);
    if (last === undefined || page.length < 2_000) return { runId, stepIds };
    after = last.personId;
  }
}
