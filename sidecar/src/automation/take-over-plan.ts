// What an approved run does instead of planning: it takes over exactly the plan that was approved, or nothing.
import type { Clock } from '../clock.ts';
import type { Run } from '../domain/run.ts';
import { isPlanOutdated } from '../store/outdated-plan.ts';
import type { Store } from '../store/store.ts';

export interface TakingOver {
  readonly store: Store;
  readonly clock: Clock;
  readonly run: Run;
  /** The held run whose plan was approved. */
  readonly of: number;
  readonly snapshotId: number;
}

/** `outdated`: the policy was edited between the approval and now, and nobody has approved what it says today. */
export async function takeOverPlan({ store, clock, run, of, snapshotId }: TakingOver): Promise<'taken' | 'outdated'> {
  if (run.mode === 'live' && (await isPlanOutdated(store, run))) return 'outdated';
  await store.runs.copyPlan({ from: of, to: run.id, snapshotId, madeAt: clock.now() });
  return 'taken';
}
