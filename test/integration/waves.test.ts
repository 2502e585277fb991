// A first clean-up that is far beyond the limits: approved once, carried out night after night, each user once.
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { readDaily } from '../../plugin-ui/src/runs/daily.ts';
import { daysAfter } from '../../sidecar/src/domain/days-after.ts';
import { defaultLimits, type PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { fewestADay } from '../../sidecar/src/domain/waves.ts';
import { approveRun, rejectRun } from '../../sidecar/src/services/decisions.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import { cancelRun } from '../../sidecar/src/services/runs.ts';
import { readEntries } from '../support/agreement.ts';
import { signInAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { outcomesOf, requirePlan } from '../support/runs.ts';
import { requireRun, runPolicy, type Sidecar } from '../support/sidecar.ts';
import { actor, approveInWaves, idle, listIdle, policyOn, setStage, wavesOf, workANight } from '../support/waves.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

it('takes 1,000 of 5,000 users in waves of 200, five nights, each user once, through a crash, but for one who came back', async () => {
  const stage = await setStage(closers, 5_000);
  let sidecar = await stage.open();
  const criteria = await listIdle(sidecar, 1_000);
  const held = await runPolicy(sidecar, policyOn(criteria), 'live');
  expect(held.ending).toBe('quarantined');
  const { refusals, digest } = await requirePlan(sidecar.context, held.id);
  expect(refusals.map(({ guard }) => guard)).toEqual(['user-percent', 'rolling-window']);

  const runs = [await approveInWaves(sidecar, held, 200)];
  await workANight(sidecar);
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 800, users: 200, ended: null });

  const last = (await readEntries(sidecar.context.store, held.id)).at(-1)?.username ?? '';
  await signInAt(stage.lab, last);
  for (const night of [2, 3, 4, 5]) {
    stage.clock.advanceMs(86_400_000);
    if (night === 3) {
      breakOffAfter(sidecar, 60);
      await workANight(sidecar).catch(() => undefined);
      await sidecar.close().catch(() => undefined);
      sidecar = await stage.open();
      stage.clock.advanceMs(120_000);
    }
    await workANight(sidecar);
    await workANight(sidecar);
    const waves = await wavesOf(sidecar, held);
    runs.push(await requireRun(sidecar.context, waves?.lastRunId ?? 0));
    expect([night, waves?.left]).toEqual([night, 1_000 - night * 200]);
  }
  const { context } = sidecar;
  expect(new Set(runs.map(({ id }) => id)).size).toBe(5);
  const done: string[] = [];
  for (const { id } of runs) {
    expect(await requireRun(context, id)).toMatchObject({ ending: 'completed', mode: 'live' });
    expect((await requirePlan(context, id)).digest).toBe(digest);
    for (const { username, steps } of await readEntries(context.store, id)) {
      if (steps.some(({ outcome }) => outcome?.kind === 'applied')) done.push(username);
    }
  }
  expect(done).toHaveLength(999);
  expect(new Set(done).size).toBe(999);
  expect(await outcomesOf(context, runs.at(-1)?.id ?? 0, last)).toEqual([
    { kind: 'skipped', reason: 'criteria-no-longer-match' },
  ]);
  const state = await readState(stage.lab);
  expect(done.filter((name) => state.get(name)?.status !== 'deactivated')).toEqual([]);
  expect(state.get(last)?.status).toBe('current');
  const disables = stage.lab.wire.log.list().filter(({ method, path: at }) => method !== 'GET' && /disable/.test(at));
  expect(new Set(disables.map(({ path: at }) => at)).size).toBe(disables.length);
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 0, ended: { why: 'done' } });
}, 240_000);

/** The store goes away under the run, as it does when the process is killed. */
function breakOffAfter({ context }: Sidecar, outcomes: number): void {
  const { journal } = context.store;
  const { outcomes: write } = journal;
  let left = outcomes;
  Object.assign(journal, {
    outcomes: async (rows: Parameters<typeof write>[0]) => {
      left -= 1;
      if (left === 0) await context.store.close();
      return write(rows);
    },
  });
}

it('leaves who waits for a wave to it, counts the waves for other policies and not for its own', async () => {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const { context } = sidecar;
  const criteria = await listIdle(sidecar, 60);
  const held = await runPolicy(sidecar, policyOn(criteria), 'live');
  await approveInWaves(sidecar, held, 40);
  await workANight(sidecar);
  const own = await runPolicy(sidecar, policyOn(criteria), 'live');
  expect(own.ending).toBe('completed');
  const waiting = (await readEntries(context.store, own.id)).map(({ steps }) => steps[0]?.outcome);
  expect(waiting).toEqual(Array.from({ length: 20 }, () => ({ kind: 'refused', guard: 'approved-in-waves' })));
  await context.store.settings.set('rollingPercent', 5, { by: 'test', at: context.clock.now() });
  const newcomer = await runPolicy(sidecar, policyOn({ username: ['two.licences.idle'] }), 'live');
  expect(await outcomesOf(context, newcomer.id, 'two.licences.idle')).toEqual([{ kind: 'applied' }]);
  const other = { ...policyOn({ username: ["d'angelo"] }), policy: 'other' as typeof held.policyId };
  const counted = await runPolicy(sidecar, other, 'live');
  expect((await requirePlan(context, counted.id)).refusals).toMatchObject([
    { guard: 'rolling-window', details: { users: 42 } },
  ]);
});

it('ends when somebody stops a wave or edits what the policy decides, not how it is called, and nobody else is touched', async () => {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const { context } = sidecar;
  const criteria = await listIdle(sidecar, 60);
  const stopped = await runPolicy(sidecar, policyOn(criteria), 'live');
  const wave = await approveInWaves(sidecar, stopped, 40);
  await cancelRun({ ...context, wake: { ...context.wake, runner: () => undefined } }, { runId: wave.id, actor });
  await workANight(sidecar);
  await context.scheduler.look();
  expect(await wavesOf(sidecar, stopped)).toMatchObject({ ended: { why: 'cancelled' } });
  const edited = await runPolicy(sidecar, policyOn(criteria), 'live');
  await approveInWaves(sidecar, edited, 20);
  await workANight(sidecar);
  const save = (more: Partial<PolicyDefinition>) => {
    const definition = { ...policyOn(criteria), name: 'Edited', ...more };
    return context.store.policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: context.clock.now() });
  };
  await save({ report: { to: ['ada@example.com'] } });
  stage.clock.advanceMs(86_400_000);
  await workANight(sidecar);
  expect(await wavesOf(sidecar, edited)).toMatchObject({ left: 20, ended: null });
  await save({ precedence: 7 });
  stage.clock.advanceMs(86_400_000);
  await workANight(sidecar);
  expect(await wavesOf(sidecar, edited)).toMatchObject({ left: 20, ended: { why: 'policy-changed' } });
});

it('are decided about at the plan they come from: a wave that was held before is neither approved nor rejected while they go on', async () => {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const { store, clock, wake: woken, ...rest } = sidecar.context;
  const context = { ...rest, store, clock, wake: { ...woken, runner: () => undefined } };
  const held = await runPolicy(sidecar, policyOn(await listIdle(sidecar, 60)), 'live');
  const wave = await approveInWaves({ context } as Sidecar, held, 20);
  await store.runs.advance({
    runId: wave.id,
    from: 'requested',
    to: 'finished',
    at: clock.now(),
    ending: 'quarantined',
  });
  const { digest } = await requirePlan(sidecar.context, held.id);
  const refused = { code: 'wave_not_decided' };
  await expect(approveRun(context, { runId: wave.id, digest, actor })).rejects.toMatchObject(refused);
  await expect(rejectRun(context, { runId: wave.id, reason: null, actor })).rejects.toMatchObject(refused);
  await store.waves.end(held.id, { why: 'policy-changed', at: clock.now() });
  const rejecting = rejectRun(context, { runId: wave.id, reason: null, actor });
  await expect(rejecting).rejects.toMatchObject({ code: 'run_not_held' });
});

it('are refused where the run would only rehearse', async () => {
  const stage = await setStage(closers, 160);
  const sidecar = await stage.open();
  const strict = {
    ...policyOn(idle),
    limits: { ...defaultLimits, maxPercent: 100, maxUnknownPercent: 100, maxUsers: 3 },
  };
  const held = await runPolicy(sidecar, strict, 'test');
  await expect(approveInWaves(sidecar, held, 2)).rejects.toMatchObject({ code: 'waves_need_live' });
});

it('are refused with so few users a day that the approval would run out before everybody was come to', async () => {
  const stage = await setStage(closers, 700);
  const sidecar = await stage.open();
  const held = await runPolicy(sidecar, policyOn(await listIdle(sidecar, 84)), 'live');
  expect(held.ending).toBe('quarantined');
  await expect(approveInWaves(sidecar, held, 1)).rejects.toMatchObject({ code: 'waves_too_small' });
  expect(await wavesOf(sidecar, held)).toBeNull();
  expect((await approveInWaves(sidecar, held, 2)).trigger).toMatchObject({ kind: 'approval', of: held.id });
});

it.each([{ maxPerRun: 4 }, { maxPerDay: 4, maxPerRun: 9 }])(
  'last as many days as the limits of the policy itself make of them: %o',
  async (caps) => {
    const stage = await setStage(closers, 400);
    const sidecar = await stage.open();
    const { limits, ...rest } = policyOn(await listIdle(sidecar, 10));
    const held = await runPolicy(sidecar, { ...rest, limits: { ...limits, ...caps, maxUsers: 1 } }, 'live');
    expect(held.ending).toBe('quarantined');
    const standing = await describeStanding(sidecar.context, held);
    expect(standing?.mostADay).toBe(4);
    await approveInWaves(sidecar, held, 10);
    const approved = await describeStanding(sidecar.context, held);
    const expiresAt = daysAfter(approved?.decision?.at ?? '', 3 + 7);
    expect(approved?.waves).toMatchObject({ users: 10, expiresAt });
  },
);

it('are refused where the policy itself changes fewer users a day than come to everybody in time', async () => {
  const stage = await setStage(closers, 700);
  const sidecar = await stage.open();
  const { limits, ...rest } = policyOn(await listIdle(sidecar, 84));
  const held = await runPolicy(sidecar, { ...rest, limits: { ...limits, maxPerRun: 1, maxUsers: 0 } }, 'live');
  expect(held.ending).toBe('quarantined');
  await expect(approveInWaves(sidecar, held, 84)).rejects.toMatchObject({ code: 'waves_too_small' });
});

it('are let through by the page with exactly so many users a day as the sidecar takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 1_000_000 }), (typed, planned) => {
      const fewest = fewestADay(planned);
      expect(readDaily(`${typed}`, { planned, mostADay: null })).toEqual(typed < fewest ? { fewest } : typed);
    }),
  );
});
