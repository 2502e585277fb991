// A change that came to nothing, and a stop right after it: what somebody else does meanwhile is not taken for our own.
import { afterEach, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import { listSteps } from '../../sidecar/src/services/runs.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { createUser } from '../lab/confluence/user-changes.ts';
import { createMovableClock } from '../support/clock.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { outcomesOf, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun } from '../support/sidecar.ts';
import { findTrailFaults } from '../support/trail.ts';
import { closeAll, create, newcomer, person, type Stage, setStage, userNamed } from './create-users/stage.ts';

afterEach(closeAll);

const username = 'no.email';
const named = buildPolicy({ criteria: { username: [username] }, actions: ['disable'] });

async function stopAll({ store, clock }: Context, on: boolean): Promise<void> {
  const told = { by: 'ada', at: clock.now() };
  await store.settings.set('emergencyStop', on ? told : null, told);
}

/** The first call of the run is lost on its way to Confluence, and a stop comes while it is made. */
function loseFirstCall({ lab, sidecar: { context } }: Stage): void {
  const { attempting } = context.store.journal;
  let isFirst = true;
  Object.assign(context.store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      if (isFirst) await stopAll(context, true);
      isFirst = false;
      await attempting(row);
    },
  });
  for (const method of ['PUT', 'POST'])
    lab.wire.faults.add({ match: { method, path: '**/admin/**' }, kind: 'reset', count: 1 });
}

async function goOn(context: Context, runId: number) {
  await stopAll(context, false);
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, runId)).toMatchObject({ state: 'finished', ending: 'completed' });
  expect(await findTrailFaults(context.store, runId)).toEqual([]);
}

function undo({ store, clock, wake }: Context, runId: number) {
  const actor = { userKey: 'ada', username: 'ada' } as Actor;
  return undoRun({ store, clock, wake }, { runId, people: null, asked: undefined, actor });
}

async function journalOf(context: Context, runId: number) {
  return (await context.store.journal.rows({ runId, after: 0, limit: 100 })).map(({ kind }) => kind);
}

it('whom an administrator disabled while the run was held stands as changed by somebody else, and there is nothing to take back', async () => {
  const stage = await setStage();
  const { lab, sidecar } = stage;
  const { context } = sidecar;
  loseFirstCall(stage);
  const { id } = await requestRun(context, named, 'live');
  context.runner.wake();
  await context.runner.settled();
  expect(writesAt(lab)).toHaveLength(1);
  expect(await outcomesOf(context, id, username)).toEqual([null]);
  expect(await journalOf(context, id)).toEqual(['attempting', 'no-effect']);
  const { steps } = await listSteps(context, { runId: id, after: 0, limit: 10 });
  expect(steps.map(({ journal }) => journal.map(({ kind }) => kind))).toEqual([['attempting', 'no-effect']]);

  setActiveAt(lab, username, false);
  await goOn(context, id);
  expect(await outcomesOf(context, id, username)).toEqual([{ kind: 'already' }]);
  expect((await requireReport(context, id)).outcomes.users).toEqual({ already: 1 });
  await expect(undo(context, id)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  expect(writesAt(lab)).toHaveLength(1);
});

it('whom somebody else created while the run was held is not noted as created by it, and there is nothing to take back', async () => {
  // Whether a creation came about is looked for until ten seconds are over.
  const moved = createMovableClock();
  const clock = { ...moved, sleep: async (ms: number) => moved.advanceMs(ms) };
  const stage = await setStage({}, () => ({ clock }));
  const { lab, sidecar } = stage;
  loseFirstCall(stage);
  const { context } = sidecar;
  const run = await create(stage, [newcomer('new.one')]);
  expect(await journalOf(context, run.id)).toEqual(['attempting', 'no-effect']);
  createUser(lab.world, { ...person, username: 'new.one', displayName: 'Display of new.one' });
  await goOn(context, run.id);
  expect(await outcomesOf(context, run.id, 'new.one')).toEqual([{ kind: 'refused', guard: 'name-taken' }]);
  await expect(undo(context, run.id)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  expect(writesAt(lab)).toHaveLength(1);
  expect(userNamed(lab, 'new.one').accounts.map(({ active }) => active)).toEqual([true]);
});

it('a call that proves to have had no effect after a crash is written down before anybody may be acted upon', async () => {
  const clock = createMovableClock();
  const { lab, sidecar } = await setStage({}, () => ({ clock }));
  const { context } = sidecar;
  const { attempting, withoutEffect } = context.store.journal;
  // The process dies between the note and the call; the next one is stopped once it has read what became of it.
  Object.assign(context.store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      await attempting(row);
      throw new Error('the process is gone');
    },
    withoutEffect: async (row: Parameters<typeof withoutEffect>[0]) => {
      await stopAll(context, true);
      await withoutEffect(row);
    },
  });
  const { id } = await requestRun(context, named, 'live');
  context.runner.wake();
  await context.runner.settled();
  Object.assign(context.store.journal, { attempting });
  clock.advanceMs(31_000);
  context.runner.wake();
  await context.runner.settled();
  expect(await journalOf(context, id)).toEqual(['attempting', 'no-effect']);
  setActiveAt(lab, username, false);
  await goOn(context, id);
  expect(await outcomesOf(context, id, username)).toEqual([{ kind: 'already' }]);
  expect(writesAt(lab)).toEqual([]);
});
