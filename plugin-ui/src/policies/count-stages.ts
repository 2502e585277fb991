// How many people of a page of standings stand at each stage.
import type { StandingPageDocument } from '../../../sidecar/src/contract/stages.ts';

/** By the name of the last stage that took effect; null before the first. */
export function countAtStages({ items }: Pick<StandingPageDocument, 'items'>): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const { standing } of items) {
    const stage = standing.reached?.stage ?? null;
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}
