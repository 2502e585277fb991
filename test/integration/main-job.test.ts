// The main job against the lab over real HTTP: sync, rehearsal, live run, read-back; compared with the lab's own state.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const inactive = buildPolicy({
  criteria: {
    all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }, { not: { inGroup: 'keep' } }],
  },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep', 'service-accounts'] },
});

describe('the main job on Confluence 10.2', () => {
  let lab: Lab;
  let sidecar: Sidecar;
  beforeAll(async () => {
    lab = await startLab({ users: 600 });
    sidecar = await startSidecar({ lab });
  });
  afterAll(async () => {
    await sidecar?.close();
    await lab?.close();
  });

  it('sends no write request in test mode, and plans what live would do', async () => {
    const run = await runPolicy(sidecar, inactive, 'test');
    expect(run).toMatchObject({ ending: 'completed', mode: 'test', failure: null });
    const writes = lab.wire.log.list().filter((request) => request.method !== 'GET');
    expect(writes).toEqual([]);
    const plan = await sidecar.context.store.runs.plan(run.id);
    expect(plan?.summary.planned).toBeGreaterThan(20);
    expect((await sidecar.context.store.runs.counts(run.id)).users.rehearsed).toBe(plan?.summary.planned);
  });

  it('changes exactly the planned users live, and reads every change back', async () => {
    const run = await runPolicy(sidecar, inactive, 'live');
    expect(run).toMatchObject({ ending: 'completed', mode: 'live', failure: null });
    const counts = await sidecar.context.store.runs.counts(run.id);
    expect(counts.users.failed ?? 0).toBe(0);
    expect(counts.verified.contradicted ?? 0).toBe(0);
    expect(counts.verified.confirmed).toBe(counts.steps.applied);
  });
});

it('reads anew what would grow too old while the plan is made, as every second night would have it', async () => {
  const lab = await startLab({ users: 60 });
  const clock = createMovableClock();
  const sidecar = await startSidecar({ lab, clock });
  try {
    const first = await runPolicy(sidecar, inactive, 'test');
    clock.advanceMs(24 * 3_600_000 - 2_000);
    const second = await runPolicy(sidecar, inactive, 'test');
    expect(second).toMatchObject({ ending: 'completed', failure: null });
    expect(second.snapshotId).not.toBe(first.snapshotId);
    clock.advanceMs(60_000);
    expect((await runPolicy(sidecar, inactive, 'test')).snapshotId).toBe(second.snapshotId);
  } finally {
    await sidecar.close();
    await lab.close();
  }
});
