// An undo of a whole run that is carried out in waves: what a link that gives access back says of it, and what ends it.
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { rejectRun, undoRun } from '../../sidecar/src/services/decisions.ts';
import { joinCrowd, setAccountsStage, synchronise } from '../support/accounts-stage.ts';
import { outcomesOf } from '../support/runs.ts';
import { requireRun, type Sidecar } from '../support/sidecar.ts';
import { actor, approveInWaves, wavesOf, workANight } from '../support/waves.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The last of three users in the order of plans has tried in vain; then all of the run is taken back, one user a day. */
async function setWaves() {
  const { lab, act, link, sidecar, pass } = await setAccountsStage(closers, { waitMs: 0 });
  const people = await joinCrowd(lab, 3);
  const last = people.at(-1) ?? '';
  const { run } = await act(last, 'disable', people);
  const { look, use } = await link(run.id, last);
  expect([await use(), await look()]).toEqual(['trying', 'again']);
  await synchronise(lab);
  const held = await undoHeld(sidecar, run.id);
  const saysOf = async ({ id }: Run) => (await outcomesOf(sidecar.context, id, last)).map((outcome) => outcome?.kind);
  const runNow = async () => requireRun(sidecar.context, (await wavesOf(sidecar, held))?.lastRunId ?? 0);
  const nextDay = async () => {
    pass(86_400_000);
    await workANight(sidecar);
    await workANight(sidecar);
  };
  await approveInWaves(sidecar, held, 1);
  await workANight(sidecar);
  return { sidecar, held, look, saysOf, runNow, nextDay };
}

/** An undo of the whole run whose plan is held by a guard. */
async function undoHeld({ context }: Sidecar, runId: number): Promise<Run> {
  const { runs } = context.store;
  const { savePlan } = runs;
  const refusals = [{ guard: 'user-count', details: { planned: 3, limit: 1 } }] as const;
  Object.assign(runs, {
    savePlan: (input: Parameters<typeof savePlan>[0]) =>
      savePlan({ ...input, refusals, to: 'reporting', ending: 'quarantined' }),
  });
  const { id } = await undoRun(context, { runId, people: null, asked: undefined, actor });
  context.runner.wake();
  await context.runner.settled();
  Object.assign(runs, { savePlan });
  return requireRun(context, id);
}

it('is for later while a wave is still to come to its user, and used once one gave them everything back', async () => {
  const { sidecar, held, look, saysOf, runNow, nextDay } = await setWaves();
  const first = await runNow();
  expect([await saysOf(first), await look()]).toEqual([['skipped', 'skipped'], 'later']);
  await nextDay();
  expect(await look()).toBe('later');
  await nextDay();
  const third = await runNow();
  expect([third.id > first.id, await saysOf(third)]).toEqual([true, ['applied', 'applied']]);
  expect(await look()).toBe('used');
  await nextDay();
  expect(await wavesOf(sidecar, held)).toMatchObject({ ended: { why: 'done' } });
  expect(await look()).toBe('used');
});

it('is as good as before once the waves ended without having come to its user', async () => {
  const { sidecar, held, look } = await setWaves();
  const { store, clock } = sidecar.context;
  await store.waves.end(held.id, { why: 'expired', at: clock.now() });
  expect(await look()).toBe('again');
});

it('goes on whatever becomes of its policy, and whoever would decide about a wave is not told otherwise', async () => {
  const { sidecar, held, runNow, nextDay } = await setWaves();
  const { context } = sidecar;
  const { policies } = context.store;
  const policy = await policies.get(held.policyId);
  if (policy === null) throw new Error('the policy is gone');
  const definition = { ...policy.definition, precedence: 7 };
  await policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: context.clock.now() });
  await nextDay();
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 1, ended: null });
  const deciding = rejectRun(context, { runId: (await runNow()).id, reason: null, actor });
  await expect(deciding).rejects.toMatchObject({
    code: 'wave_not_decided',
    message: expect.stringContaining('stop the next one. If they carry out a policy,'),
  });
});
