// An undo whose plan was held goes on as an undo once it is approved: neither criteria nor limits of the policy apply to it.
import { afterEach, expect, it } from 'vitest';
import { defaultLimits, type PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { approveRun, undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { setGrants } from '../lab/world/changes.ts';
import { createMovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { outcomesOf, requirePlan, requireReport } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start() {
  const lab = await startLab({ users: 160, checkAnswers: false });
  const clock = createMovableClock();
  const overrides = { synchronisationWaitMs: 0 };
  const sidecar = await startSidecar({ lab, clock, overrides, operatorGroups: ['empty-group'] });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  const settle = async (run: Run): Promise<Run> => {
    context.runner.wake();
    await context.runner.settled();
    return requireRun(context, run.id);
  };
  return {
    lab,
    clock,
    context,
    run: async (policy: PolicyDefinition) => settle(await requestRun(context, policy, 'live', 'admin')),
    undo: async ({ id }: Run) =>
      settle(await undoRun(context, { runId: id, people: null, asked: undefined, actor: actorOf('admin') })),
    approve: async (held: Run, waves?: { users: number }) => {
      expect(held.ending).toBe('quarantined');
      const { digest, refusals } = await requirePlan(context, held.id);
      expect(refusals).toMatchObject([{ guard: 'privileged-changes' }]);
      const order = { runId: held.id, digest, actor: actorOf('admin.idle') };
      return settle(await approveRun(context, waves === undefined ? order : { ...order, waves }));
    },
  };
}

const actorOf = (username: string): Actor => ({ userKey: username, username });

/** What undo is about: status and groups of everybody. */
const essence = async (lab: Lab) =>
  new Map([...(await readState(lab))].map(([name, user]) => [name, [user.status, [...user.groups].sort()]]));

it('gives everybody back whom a policy on inactive and active users disabled, whatever it may change a day', async () => {
  const { lab, context, run, undo, approve } = await start();
  const before = await essence(lab);
  const policy = buildPolicy({
    criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }, { inGroup: 'confluence-users' }] },
    actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
    limits: { ...defaultLimits, maxPercent: 100, maxPerDay: 3 },
  });
  const done = await run(policy);
  const changed = await essence(lab);
  const touched = [...before.keys()].filter((name) => `${before.get(name)}` !== `${changed.get(name)}`);
  expect(touched).toHaveLength(3);
  setGrants(lab.world, 'group:confluence-users', ['application/use', 'system/administer']);
  const back = await approve(await undo(done));
  expect(back).toMatchObject({ ending: 'completed', trigger: { kind: 'approval' } });
  expect(await essence(lab)).toEqual(before);
  expect((await context.store.runs.counts(back.id)).users).toEqual({ applied: 3 });
});

it('takes somebody out of a group of operators again, with a second administrator', async () => {
  const { lab, context, run, undo, approve } = await start();
  const policy = buildPolicy({ criteria: { username: ['no.email'] }, actions: [{ addToGroups: ['empty-group'] }] });
  const joined = await approve(await run(policy));
  expect((await readState(lab)).get('no.email')?.groups).toContain('empty-group');
  const back = await approve(await undo(joined));
  expect(await outcomesOf(context, back.id, 'no.email')).toEqual([{ kind: 'applied' }]);
  expect((await readState(lab)).get('no.email')?.groups).not.toContain('empty-group');
});

it('gives back with an approval also what a policy did that was taken out of use meanwhile', async () => {
  const { lab, context, run, undo, approve } = await start();
  const policy = buildPolicy({
    criteria: { username: ['no.email'] },
    actions: [{ removeFromGroups: ['confluence-users'] }],
  });
  const done = await run(policy);
  await context.store.policies.retire(done.policyId, context.clock.now());
  setGrants(lab.world, 'group:confluence-users', ['application/use', 'system/administer']);
  const back = await approve(await undo(done));
  expect(back.ending).toBe('completed');
  expect((await readState(lab)).get('no.email')?.groups).toContain('confluence-users');
});

it('gives back wave after wave, also what a policy did that was taken out of use meanwhile', async () => {
  const { lab, clock, context, run, undo, approve } = await start();
  const before = await essence(lab);
  const policy = buildPolicy({
    criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }, { inGroup: 'confluence-users' }] },
    actions: [{ removeFromGroups: ['confluence-users'] }],
    limits: { ...defaultLimits, maxPercent: 100, maxPerDay: 3 },
  });
  const done = await run(policy);
  setGrants(lab.world, 'group:confluence-users', ['application/use', 'system/administer']);
  const held = await undo(done);
  await context.store.policies.retire(done.policyId, context.clock.now());
  const first = await approve(held, { users: 2 });
  expect((await requireReport(context, first.id)).wavesLeft).toMatchObject({
    users: 1,
    next: { kind: 'due' },
    editEnds: false,
  });
  clock.advanceMs(86_400_000);
  await context.scheduler.look();
  context.runner.wake();
  await context.runner.settled();
  expect(await essence(lab)).toEqual(before);
});
