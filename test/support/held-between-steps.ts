// A live run that is held by an emergency stop right after the first step of the first user, and let go again by the test.
import { expect } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import type { Outcome, Run } from '../../sidecar/src/domain/run.ts';
import type { StoredEntry } from '../../sidecar/src/store/runs.ts';
import { readEntries } from './agreement.ts';
import { requireRun, runPolicy, type Sidecar } from './sidecar.ts';

/** The user who was begun, and how the run goes on. */
export interface HeldUser {
  readonly run: Run;
  readonly entry: StoredEntry;
  /** Lets the run go on to its end; gives the outcomes of the user's steps. */
  readonly goOn: () => Promise<(Outcome | null)[]>;
}

export async function stopAll({ store, clock }: Pick<Context, 'store' | 'clock'>, on = true): Promise<void> {
  const told = { by: 'ada', at: clock.now() };
  await store.settings.set('emergencyStop', on ? told : null, told);
}

/** Runs the policy until so many steps were made. */
export function holdPolicy(sidecar: Sidecar, policy: PolicyDefinition, steps = 1): Promise<HeldUser> {
  return holdAfterSteps(sidecar, steps, () => runPolicy(sidecar, policy, 'live'));
}

/** Stops everything at the last of so many attempts that the journal notes; names the user who was begun. */
export async function holdAfterSteps(
  { context }: Sidecar,
  steps: number,
  start: () => Promise<Run>,
): Promise<HeldUser> {
  const { journal } = context.store;
  const { attempting } = journal;
  let left = steps;
  Object.assign(journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      left -= 1;
      if (left === 0) await stopAll(context);
      await attempting(row);
    },
  });
  const run = await start();
  expect(run.state).toBe('executing');
  const entries = await readEntries(context.store, run.id);
  const entry = entries.find((one) => one.steps.some(({ outcome }) => outcome?.kind === 'applied'));
  if (entry === undefined) throw new Error('nobody was begun');
  expect(entry.steps.some(({ outcome }) => outcome === null)).toBe(true);
  const goOn = async () => {
    await stopAll(context, false);
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
    const now = (await readEntries(context.store, run.id)).find(({ personId }) => personId === entry.personId);
    return now?.steps.map(({ outcome }) => outcome) ?? [];
  };
  return { run, entry, goOn };
}
