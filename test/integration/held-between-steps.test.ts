// A run that is held between two steps of one user and goes on days later: they are judged again before the next step.
import { afterEach, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createGroupAt, joinAt, signInAt } from '../support/lab-changes.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

const archived = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }] },
  actions: [{ addToGroups: ['archived'] }, 'disable'],
});

async function stopAll({ store, clock }: Context, on: boolean): Promise<void> {
  const told = { by: 'ada', at: clock.now() };
  await store.settings.set('emergencyStop', on ? told : null, told);
}

/** Runs until the first user has their first step behind them, and names them. */
async function holdAfterFirstStep() {
  lab = await startLab({ users: 160 });
  createGroupAt(lab, 'archived');
  sidecar = await startSidecar({ lab });
  const { context } = sidecar;
  const { attempting } = context.store.journal;
  let isFirst = true;
  Object.assign(context.store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      if (isFirst) await stopAll(context, true);
      isFirst = false;
      await attempting(row);
    },
  });
  const run = await runPolicy(sidecar, archived, 'live');
  expect(run.state).toBe('executing');
  const begun = (await readEntries(context.store, run.id)).find(({ steps }) =>
    steps.some(({ outcome }) => outcome?.kind === 'applied'),
  );
  if (begun === undefined) throw new Error('nobody was begun');
  expect(begun.steps.map(({ outcome }) => outcome?.kind ?? null)).toEqual(['applied', null]);
  return { lab, context, run, username: begun.username };
}

async function goOn({ context, run, username }: Awaited<ReturnType<typeof holdAfterFirstStep>>) {
  await stopAll(context, false);
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
  const entry = (await readEntries(context.store, run.id)).find((one) => one.username === username);
  return entry?.steps.map(({ outcome }) => outcome);
}

it('leaves whoever came back meanwhile with what was done to them, and does not go on', async () => {
  const held = await holdAfterFirstStep();
  await signInAt(held.lab, held.username);
  expect(await goOn(held)).toEqual([{ kind: 'applied' }, { kind: 'skipped', reason: 'criteria-no-longer-match' }]);
});

it('goes on with whoever stayed as they were, whatever its own step changed of them', async () => {
  const held = await holdAfterFirstStep();
  expect(await goOn(held)).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
});

it('refuses the next step of whoever is protected by now', async () => {
  const held = await holdAfterFirstStep();
  joinAt(held.lab, held.username, 'confluence-administrators');
  expect(await goOn(held)).toMatchObject([{ kind: 'applied' }, { kind: 'refused' }]);
});
