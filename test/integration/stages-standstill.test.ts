// When a timeline stands still: while Confluence cannot be read, and where nobody tells any more to whom the warning went.
import { afterEach, describe, expect, it } from 'vitest';
import { listStandings } from '../../sidecar/src/services/stages.ts';
import { setEmailAt } from '../support/lab-changes.ts';
import { findEntry } from '../support/runs.ts';
import { buildStaged, decisionIn, idle, type StagedScene, startStaged } from '../support/staged.ts';

let scene: StagedScene | null = null;
afterEach(async () => {
  await scene?.close();
  scene = null;
});

async function start(): Promise<StagedScene> {
  scene = await startStaged();
  return scene;
}

const staged = buildStaged();

describe('a staged policy', () => {
  it('counts no time while Confluence could not be read, from the last reading before until the next', async () => {
    const at = await start();
    await at.night(staged);
    await at.passDays(2);
    await at.night(staged);
    at.lab.wire.faults.add({ kind: 'status', status: 503, match: { service: 'confluence' } });
    await at.passDays(5);
    expect(await at.night(staged)).toMatchObject({ ending: 'failed', failure: 'host_error' });
    await at.passDays(5);
    at.lab.wire.faults.clear();
    await at.night(staged);
    await at.passDays(4);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({
      kind: 'waiting',
      stage: 'licence',
      dueAt: expect.stringMatching(/^2026-03-25/),
    });
    await at.passDays(9);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'licence' });
  });

  it('holds and lists whoever was warned at an address that nobody tells any more', async () => {
    const at = await start();
    await at.night(staged);
    setEmailAt(at.lab, idle, null);
    await at.passDays(16);
    const run = await at.night(staged);
    const entry = await findEntry(at.sidecar.context, run.id, idle);
    expect(entry).toMatchObject({ notes: ['stage-address-unknown'], steps: [] });
    expect(entry?.before.stage?.decision).toMatchObject({ kind: 'held', because: 'address-unknown' });
    const listed = await listStandings(at.sidecar.context, { id: 'staged', after: 0, limit: 10 });
    expect(listed.users).toMatchObject([{ username: idle, decision: { kind: 'held', because: 'address-unknown' } }]);
    expect((await at.userNow())?.groups).toContain('confluence-users');
    setEmailAt(at.lab, idle, `${idle}@example.com`);
    await at.passDays(1);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'licence' });
  });
});
