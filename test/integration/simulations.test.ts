// A simulation against a real Confluence: the plan a run would make, nothing written there, forgotten after a month.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePlans } from '../../sidecar/src/services/simulations/compare-plans.ts';
import { simulatePolicy } from '../../sidecar/src/services/simulations.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const clock = createMovableClock('2026-01-14T23:05:00.000Z');
const actor = { userKey: 'key-of-admin', username: 'admin' };
const policy = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
});
let lab: Lab;
let sidecar: Sidecar;

beforeAll(async () => {
  lab = await startLab({ users: 80, startEpochMs: Date.parse(clock.now()) });
  sidecar = await startSidecar({ lab, clock });
});
afterAll(async () => {
  await sidecar?.close();
  await lab?.close();
});

describe('a simulation of a live policy', () => {
  it('is the plan that its next run makes, and writes nothing to Confluence', async () => {
    const { context } = sidecar;
    const run = await runPolicy(sidecar, policy, 'test');
    await context.store.policies.setMode(policy.policy, 'live', clock.now());
    const { store } = context;
    const simulation = await simulatePolicy(context, { policy: 'policy', document: undefined, actor });
    expect(simulation.summary.planned).toBeGreaterThan(5);
    const diff = await comparePlans(
      { store },
      { left: `run:${run.id}`, right: `simulation:${simulation.id}`, after: 0, limit: 10 },
    );
    expect(diff).toMatchObject({ users: [], counts: { same: simulation.summary.matched } });
    expect(writesAt(lab)).toEqual([]);
    expect(await store.runs.list({ limit: 10, before: null })).toHaveLength(1);
  });

  it('is forgotten with the first snapshot after 30 days', async () => {
    const { context } = sidecar;
    const { id } = await simulatePolicy(context, { policy: 'policy', document: undefined, actor });
    clock.advanceMs(29 * 86_400_000);
    await context.takeSnapshot();
    expect(await context.store.simulations.get(id)).not.toBeNull();
    clock.advanceMs(2 * 86_400_000);
    await context.takeSnapshot();
    expect(await context.store.simulations.get(id)).toBeNull();
  });
});
