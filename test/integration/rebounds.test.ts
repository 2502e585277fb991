// What a run did and a directory took back: seen by the next snapshot, noted once, told by the API and the next report.
import { afterEach, describe, expect, it } from 'vitest';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { configureDirectories } from '../support/directories.ts';
import { requireReport } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

const policy = buildPolicy({
  criteria: { username: ['crowd.comes.back', 'no.email'] },
  actions: ['disable'],
});

async function start() {
  const clock: MovableClock = createMovableClock();
  lab = await startLab({ users: 260, directories: 'three', synchroniseEveryMinutes: 0 });
  sidecar = await startSidecar({ lab, clock, ...configureDirectories(lab) });
  const run = await runPolicy(sidecar, policy, 'live');
  const { context } = sidecar;
  const ofRun = () => context.store.rebounds.ofRun({ runId: run.id, after: 0, limit: 10 });
  return { lab, sidecar, context, clock, run, ofRun };
}

describe('a change that a directory takes back', () => {
  it('is noted once, with the snapshot that showed it and the probable reason, and told in the next report', async () => {
    const at = await start();
    expect((await at.context.store.runs.counts(at.run.id)).steps).toEqual({ applied: 2 });
    await askControl(at.lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    const snapshot = await at.context.takeSnapshot();
    const found = await at.ofRun();
    expect(found).toMatchObject([
      {
        username: 'crowd.comes.back',
        change: { kind: 'disable' },
        reason: 'synchronised-directory',
        snapshotId: snapshot.id,
      },
    ]);
    await at.context.takeSnapshot();
    expect(await at.ofRun()).toEqual(found);

    const next = await runPolicy(at.sidecar, policy, 'test');
    expect(await requireReport(at.context, next.id)).toMatchObject({ rebounds: { 'synchronised-directory': 1 } });
    const third = await runPolicy(at.sidecar, policy, 'test');
    expect(await requireReport(at.context, third.id)).not.toHaveProperty('rebounds');
  });

  it('is no rebound where everything lasted, nor where a later run of ours took it back', async () => {
    const at = await start();
    await at.context.takeSnapshot();
    expect(await at.ofRun()).toEqual([]);
    await runPolicy(at.sidecar, { ...policy, actions: ['enable'] }, 'live');
    await at.context.takeSnapshot();
    expect(await at.ofRun()).toEqual([]);
  });

  it('is looked for during 30 days and no longer', async () => {
    const at = await start();
    await askControl(at.lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    at.clock.advanceMs(31 * 86_400_000);
    await at.context.takeSnapshot();
    expect(await at.ofRun()).toEqual([]);
  });
});
