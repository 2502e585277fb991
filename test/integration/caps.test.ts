// Caps and failures: a run changes so many and carries the rest over, and ends itself when too much fails.
import { afterEach, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { findDisagreements } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start() {
  lab = await startLab({ users: 160, checkAnswers: false });
  const clock = createMovableClock('2026-03-01T09:00:00.000Z');
  await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ now: clock.now() }) });
  sidecar = await startSidecar({ lab, clock });
  return { lab, sidecar, clock, context: sidecar.context, before: await readState(lab) };
}

const limited = (limits: Partial<Limits>) =>
  buildPolicy({
    criteria: { all: [{ inGroup: 'confluence-users' }, { status: 'active' }] },
    actions: ['disable'],
    limits: { ...defaultLimits, maxPercent: 100, ...limits },
  });

it('a run over its cap keeps everybody in the plan, changes so many in the order of their keys and carries the rest over', async () => {
  const { context, before, ...at } = await start();
  const run = await runPolicy(at.sidecar, limited({ maxPerRun: 7, maxUsers: 10 }), 'live');
  expect(run.ending).toBe('completed');
  const { summary } = await requirePlan(context, run.id);
  expect(summary).toMatchObject({ atMost: 7 });
  expect(summary.planned).toBeGreaterThan(50);
  const { users, skipped } = await context.store.runs.counts(run.id);
  expect(users).toMatchObject({ applied: 7, skipped: summary.planned - 7 });
  expect(skipped).toEqual({ 'carried-over': summary.planned - 7 });
  const entries = await context.store.runs.entries({ runId: run.id, fate: 'planned', after: 0, limit: 500 });
  expect(entries.map((entry) => entry.userKey)).toEqual(entries.map((entry) => entry.userKey).sort());
  const done = entries.filter((entry) => entry.steps[0]?.outcome?.kind === 'applied');
  expect(done).toEqual(entries.slice(0, 7));
  expect((await requireReport(context, run.id)).outcomes.skipped).toEqual(skipped);
  expect(await findDisagreements(at.lab, context.store, run.id, before)).toEqual([]);

  const next = await runPolicy(at.sidecar, limited({ maxPerRun: 7, maxUsers: 10 }), 'live');
  expect((await context.store.runs.counts(next.id)).users.applied).toBe(7);
  const names = (runId: number) =>
    context.store.runs
      .entries({ runId, outcome: 'applied', after: 0, limit: 500 })
      .then((all) => all.map((one) => one.username));
  expect(new Set([...(await names(run.id)), ...(await names(next.id))]).size).toBe(14);
});

it('all runs of a day together stay within the cap of the day, which begins anew at midnight of the zone', async () => {
  const { context, clock, ...at } = await start();
  const appliedBy = async () => {
    const run = await runPolicy(at.sidecar, limited({ maxPerRun: 6, maxPerDay: 8 }), 'live');
    return (await context.store.runs.counts(run.id)).users.applied ?? 0;
  };
  expect([await appliedBy(), await appliedBy(), await appliedBy()]).toEqual([6, 2, 0]);
  clock.setTo('2026-03-02T00:01:00.000Z');
  expect(await appliedBy()).toBe(6);
});

it('a run of which too many changes fail leaves the rest alone and says so', async () => {
  const { context, ...at } = await start();
  at.lab.wire.faults.add({ kind: 'status', status: 403, share: 0.7, match: { method: 'PUT' } });
  const run = await runPolicy(at.sidecar, limited({}), 'live');
  expect(run.ending).toBe('completed');
  const { planned } = (await requirePlan(context, run.id)).summary;
  const { users, skipped } = await context.store.runs.counts(run.id);
  const tried = (users.applied ?? 0) + (users.failed ?? 0);
  expect(tried).toBeGreaterThanOrEqual(10);
  expect(tried).toBeLessThan(20);
  expect(skipped).toEqual({ 'too-many-failures': planned - tried });
  expect(writesAt(at.lab)).toHaveLength(tried);
});
