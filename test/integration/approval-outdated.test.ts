// A held plan whose policy says something else by now, or is out of use: it is approved no more, and says that a new one is needed.
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import { listRuns } from '../../sidecar/src/services/runs.ts';
import { type Held, heldPolicy, hold as holdPlan } from '../support/held.ts';
import { writesAt } from '../support/runs.ts';
import { requireRun, runPolicy } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const hold = () => holdPlan(closers);

function edit({ sidecar, clock }: Held, parts: Partial<PolicyDefinition>) {
  const origin = { kind: 'api', by: 'ada' } as const;
  return sidecar.context.store.policies.save({ definition: { ...heldPolicy, ...parts }, origin, at: clock.now() });
}

describe('a held plan whose policy was edited or taken out of use', () => {
  it('is not approved by its old version where somebody is protected now, and asks for a new plan', async () => {
    const held = await hold();
    await edit(held, { protect: { users: ['no.email'], groups: ['keep'] } });
    expect(await describeStanding(held.sidecar.context, held.run)).toMatchObject({ decision: null, outdated: true });
    await expect(held.decide().approve()).rejects.toMatchObject({
      code: 'plan_outdated',
      message: expect.stringContaining('Make a new plan'),
    });
    expect(writesAt(held.lab)).toEqual([]);
    await held.decide('bob').reject('Somebody is protected now.');
  });

  it('is not approved once its policy was deleted', async () => {
    const held = await hold();
    await held.sidecar.context.store.policies.retire(held.run.policyId, held.clock.now());
    await expect(held.decide().approve()).rejects.toMatchObject({ code: 'plan_outdated' });
    expect(writesAt(held.lab)).toEqual([]);
  });

  it('is approved all the same where only its name or who is told was changed', async () => {
    const held = await hold();
    await edit(held, { name: 'Another name', report: { to: ['ops@example.com'] } });
    const approved = await held.decide().approve();
    await held.settle();
    expect((await requireRun(held.sidecar.context, approved.id)).ending).toBe('completed');
  });

  it('waits for nobody: it is no more among the runs that can be approved, and leaves its place on the page to one that can', async () => {
    const held = await hold();
    const { context } = held.sidecar;
    const waiting = async (limit: number) =>
      (await listRuns(context, { standing: 'undecided', limit })).map(({ id }) => id);
    const other = { ...heldPolicy, policy: 'other' as PolicyId };
    const newer = await runPolicy(held.sidecar, other, 'live');
    expect(newer.ending).toBe('quarantined');
    expect(await waiting(5)).toEqual([newer.id, held.run.id]);
    await context.store.policies.retire(newer.policyId, held.clock.now());
    expect(await waiting(1)).toEqual([held.run.id]);
    held.clock.advanceMs(8 * 86_400_000);
    expect(await waiting(5)).toEqual([]);
    expect(await context.store.runs.list({ standing: 'undecided', limit: 5, before: null })).toHaveLength(2);
  });

  it('keeps its place beside sixty later ones of another policy, where the newest of each is asked for, page by page', async () => {
    const held = await hold();
    const { context } = held.sidecar;
    const { store, clock } = context;
    const other = { ...heldPolicy, policy: 'other' as PolicyId };
    await store.policies.save({ definition: other, origin: { kind: 'api', by: 'ada' }, at: clock.now() });
    let last = 0;
    for (let tick = 0; tick < 60; tick += 1) {
      const trigger = { kind: 'schedule', tick: `tick ${tick}` } as const;
      const of = { policyId: other.policy, policyVersion: 1, trigger, mode: 'live', rehearsalReason: null } as const;
      const run = await store.runs.request({ ...of, requestedAt: clock.now() });
      last = run?.id ?? 0;
      const end = { at: clock.now(), ending: 'quarantined' } as const;
      await store.runs.advance({ runId: last, from: 'requested', to: 'finished', ...end });
    }
    const listed = async (more: { limit: number; before?: number; newest?: boolean }) =>
      (await listRuns(context, { standing: 'undecided', ...more })).map(({ id }) => id);
    expect(await listed({ limit: 50, newest: true })).toEqual([last, held.run.id]);
    expect(await listed({ limit: 1, newest: true, before: last })).toEqual([held.run.id]);
    expect(await listed({ limit: 200 })).toHaveLength(61);
  });

  it('is listed no more once somebody in it was erased, and says that it lapsed then', async () => {
    const held = await hold();
    const { run, digest } = held;
    const { context } = held.sidecar;
    const { store } = context;
    const listed = async () => (await listRuns(context, { standing: 'undecided', limit: 5 })).map(({ id }) => id);
    expect(await listed()).toEqual([run.id]);
    const [entry] = await store.runs.entries({ runId: run.id, fate: 'planned', after: 0, limit: 1 });
    const person = await store.erasure.find(entry?.username ?? '');
    if (person === null) throw new Error('Nobody is planned.');
    const at = context.clock.now();
    await store.erasure.erase({ person, by: 'ada', at, keptDays: 90 });
    expect(await listed()).toEqual([]);
    expect(await describeStanding(context, run)).toMatchObject({ decision: null, expired: true, openUntil: at });
    await expect(held.decide().approve(digest)).rejects.toMatchObject({ code: 'approval_expired' });
  });

  it('is carried out by nobody where the edit came right after the approval', async () => {
    const held = await hold();
    const approved = await held.decide().approve();
    await edit(held, { criteria: { username: ['nobody-at-all'] } });
    await held.settle();
    expect(await requireRun(held.sidecar.context, approved.id)).toMatchObject({
      ending: 'failed',
      failure: 'plan_outdated',
    });
    expect(writesAt(held.lab)).toEqual([]);
  });
});
