// A fault of the store in the middle of a run: everybody else who is worked on comes to rest before the run is taken up again.
import { afterEach, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { defaultLimits, type PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

const clock = createMovableClock();

async function start() {
  lab = await startLab({ users: 160 });
  sidecar = await startSidecar({ lab, clock });
  return { lab, sidecar, context: sidecar.context };
}

const capped = (maxPerRun: number, actions: PolicyDefinition['actions']) =>
  buildPolicy({
    criteria: { all: [{ inGroup: 'confluence-users' }, { status: 'active' }] },
    actions,
    limits: { ...defaultLimits, maxPercent: 100, maxPerRun },
  });

type Outcomes = Context['store']['journal']['outcomes'];

/** Stands between the run and its journal once: from the given outcome on everything is as ever. */
function atOutcome(
  { store }: Context,
  nth: number,
  happen: (keep: Outcomes, ...rows: Parameters<Outcomes>) => unknown,
) {
  const { outcomes } = store.journal;
  let count = 0;
  Object.assign(store.journal, {
    outcomes: async (rows: Parameters<Outcomes>[0]) => {
      count += 1;
      if (count === nth) await happen(outcomes, rows);
      await outcomes(rows);
    },
  });
}

async function takeUpAgain({ runner }: Context): Promise<void> {
  clock.advanceMs(31_000);
  runner.wake();
  await runner.settled();
}

const broken = new Error('the store does not answer');

it('a run that breaks off rests before it is taken up again, then changes nobody twice and nobody beyond its cap', async () => {
  const { context, ...at } = await start();
  at.lab.wire.faults.add({ match: { method: 'PUT' }, kind: 'slow', delayMs: 100 });
  atOutcome(context, 2, () => {
    throw broken;
  });
  const run = await runPolicy(at.sidecar, capped(8, ['disable']), 'live');
  expect(run.state).toBe('executing');
  // Whose outcome could not be written alone: of everybody else it is known what became of them.
  expect(await context.store.journal.unsettled(run.id)).toHaveLength(1);
  expect(writesAt(at.lab).length).toBeLessThan(8);
  await takeUpAgain(context);
  expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
  expect((await context.store.runs.counts(run.id)).users.applied).toBe(8);
  expect(writesAt(at.lab)).toHaveLength(8);
  expect(new Set(writesAt(at.lab)).size).toBe(8);
});

it('whose change may have been made when the run broke off keeps the place under the cap, and what follows it is left for that reason', async () => {
  const { context, ...at } = await start();
  atOutcome(context, 1, async (keep, rows) => {
    await keep(rows.map((row) => ({ ...row, outcome: { kind: 'unknown', code: 'host_timeout' } })));
    throw broken;
  });
  const run = await runPolicy(at.sidecar, capped(1, ['disable', { removeFromGroups: ['confluence-users'] }]), 'live');
  expect(run.state).toBe('executing');
  await takeUpAgain(context);
  const begun = (await readEntries(context.store, run.id)).filter(({ steps }) =>
    steps.some(({ outcome }) => outcome?.kind === 'unknown'),
  );
  expect(begun).toHaveLength(1);
  expect(begun[0]?.steps[1]?.outcome).toEqual({ kind: 'skipped', reason: 'earlier-step-failed' });
  expect(writesAt(at.lab)).toHaveLength(1);
});
