// A policy edited after its warning went out: nobody meets what their mail did not say, or meets it earlier.
import { afterEach, expect, it } from 'vitest';
import type { Stage } from '../../sidecar/src/domain/stage/stage.ts';
import { wordPlannedStage } from '../../sidecar/src/mail/stage-words.ts';
import { listStandings } from '../../sidecar/src/services/stages.ts';
import { signInAt } from '../support/lab-changes.ts';
import { findEntry } from '../support/runs.ts';
import { buildStaged, idle, type StagedScene, startStaged } from '../support/staged.ts';

let scene: StagedScene | null = null;
afterEach(async () => {
  await scene?.close();
  scene = null;
});

const warning: Stage = { name: 'warning', afterDays: 0, warn: {} };
const disabled: Stage = { name: 'disabled', afterDays: 30, actions: ['disable'] };
const mild = buildStaged({ stages: [warning, disabled] });
const harsh = buildStaged({ stages: [warning, { name: 'gone', afterDays: 7, actions: ['delete'] }] });

it('deletes nobody whose warning spoke of disabling: they are warned again, and have all the days of that warning', async () => {
  scene = await startStaged();
  const at = scene;
  await at.night(mild);
  expect(at.mails().map(({ subject }) => subject)).toEqual([expect.stringContaining('31 March 2026')]);

  await at.passDays(8);
  const { id } = await at.night(harsh);
  const planned = (await findEntry(at.sidecar.context, id, idle))?.before.stage;
  expect(planned?.decision).toMatchObject({ kind: 'due', stage: 'warning', again: 'said-otherwise' });
  expect(planned === undefined ? '' : wordPlannedStage(planned, 'UTC')).toContain(
    'stage “warning” is due again, because the policy was changed since',
  );
  expect(await at.userNow()).toMatchObject({ status: 'current' });
  expect(at.mails()).toHaveLength(2);
  expect(at.mails()[1]?.subject).toContain('16 March 2026');
  expect(at.mails().map(({ text }) => text?.includes('named other days'))).toEqual([false, true]);

  await at.passDays(6);
  expect(await at.night(harsh)).toMatchObject({ ending: 'completed' });
  expect(await at.userNow()).toMatchObject({ status: 'current' });
  await at.passDays(2);
  await at.night(harsh);
  expect(await at.userNow()).toBeUndefined();
  expect(at.mails()).toHaveLength(2);
});

it('says in the warning after use began the days anew that those of the earlier mail no longer count', async () => {
  scene = await startStaged();
  const at = scene;
  const soon = buildStaged({ criteria: { all: [{ inactiveDays: 40 }, { username: [idle] }] } });
  await at.night(soon);
  await at.passDays(10);
  await signInAt(at.lab, idle);
  await at.passDays(1);
  await at.night(soon);
  await at.passDays(42);
  await at.night(soon);
  expect(at.mails().map(({ text }) => text?.includes('named other days'))).toEqual([false, true]);
});

it('holds and lists whoever was told of a later day by a policy that does not warn any more', async () => {
  scene = await startStaged();
  const at = scene;
  await at.night(mild);
  const silent = buildStaged({ stages: [{ ...disabled, afterDays: 7 }] });
  await at.passDays(8);
  const run = await at.night(silent);
  expect(await findEntry(at.sidecar.context, run.id, idle)).toMatchObject({
    notes: ['stage-warned-otherwise'],
    steps: [],
  });
  const listed = await listStandings(at.sidecar.context, { id: 'staged', after: 0, limit: 10 });
  expect(listed.users).toMatchObject([{ decision: { kind: 'held', because: 'warning-said-otherwise' } }]);
  expect(await at.userNow()).toMatchObject({ status: 'current' });
});
