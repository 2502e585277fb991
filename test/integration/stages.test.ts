// Stages on one timeline: warn, take the licence, disable, delete, each after its days and never without a delivered warning.
import { afterEach, describe, expect, it } from 'vitest';
import { findEntry } from '../support/runs.ts';
import { buildStaged, idle, type StagedScene, startStaged } from '../support/staged.ts';

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

/** What the run's plan says of the user: the stage that is due, or what is waited for. */
async function decisionIn({ sidecar }: StagedScene, runId: number, username = idle) {
  return (await findEntry(sidecar.context, runId, username))?.before.stage?.decision;
}

describe('a staged policy', () => {
  it('warns, takes the licence, disables and deletes, each when its days have passed and one at a time', async () => {
    const at = await start();
    const first = await at.night(staged);
    expect(await decisionIn(at, first.id)).toMatchObject({ kind: 'due', stage: 'warning' });
    expect(at.mails().map(({ subject }) => subject)).toEqual([expect.stringContaining('15 March 2026')]);
    expect(await at.standingOf(staged)).toMatchObject({
      reached: { stage: 'warning' },
      warning: { state: 'delivered' },
    });

    await at.passDays(13);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'licence' });
    expect((await at.userNow())?.groups).toContain('confluence-users');

    await at.passDays(2);
    const second = await at.night(staged);
    expect(await decisionIn(at, second.id)).toMatchObject({ kind: 'due', stage: 'licence' });
    expect((await at.userNow())?.groups).not.toContain('confluence-users');
    expect(await at.userNow()).toMatchObject({ status: 'current' });
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'disabled' });

    await at.passDays(17);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'disabled' });
    expect(await at.userNow()).toMatchObject({ status: 'deactivated' });

    await at.passDays(29);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'deleted' });
    await at.passDays(2);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'deleted' });
    expect(await at.userNow()).toBeUndefined();
    expect(await at.standingOf(staged)).toBeNull();
    expect(at.mails()).toHaveLength(1);
  });
});
