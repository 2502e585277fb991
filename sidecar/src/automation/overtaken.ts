// Marks what an undo must leave alone: steps that a later live run answered, or that a snapshot showed undone in between.
import { isOvertakenBy } from '../domain/plan/overtaken.ts';
import type { DoneStep } from '../domain/plan/undo.ts';
import type { UserKey } from '../domain/user.ts';
import type { UserStep } from '../store/runs/of-user.ts';
import type { StoredEntry, StoredStep } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

export interface MarkedEntry extends StoredEntry {
  readonly steps: readonly (StoredStep & DoneStep)[];
}

/** The newest steps of a user: what was answered so often is answered within these. */
const stepsLookedAt = 200;
const reboundsPerPage = 500;

/** Marks entries of that run. The user goes by the key they have now: a newcomer's was provisional. */
export async function openOvertaken(
  store: Pick<Store, 'runs' | 'rebounds'>,
  runId: number,
): Promise<(entry: StoredEntry, userKey: UserKey) => Promise<MarkedEntry>> {
  const cameUndone = await readRebounds(store, runId);
  return async (entry, userKey) => {
    const ofUser = await store.runs.ofUser({ userKey, limit: stepsLookedAt });
    const others = ofUser.filter((step) => step.runId !== runId);
    const steps = entry.steps.map((step) => {
      const answered = others.some((other) => isLater(other, step) && isOvertakenBy(step.change, other));
      return { ...step, overtaken: answered || cameUndone.has(step.id) };
    });
    return { ...entry, steps };
  };
}

/** Done later; of two at the same instant, planned later. */
function isLater(other: UserStep, step: StoredStep): boolean {
  if (other.at === null || step.finishedAt === null || other.at === step.finishedAt) return other.stepId > step.id;
  return other.at > step.finishedAt;
}

async function readRebounds({ rebounds }: Pick<Store, 'rebounds'>, runId: number): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let after = 0; ; ) {
    const page = await rebounds.ofRun({ runId, after, limit: reboundsPerPage });
    for (const { stepId } of page) found.add(stepId);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.stepId;
  }
}
