// Hardly anybody was seen lately, or most were seen in the future: no living Confluence looks so, its source is broken.
import type { PlanGuard } from './guard.ts';

/** At any size, and without anything to compare with. Where most are unknown, their share speaks for itself. */
export const activityImplausible: PlanGuard<'activity-implausible'> = ({ population, dependsOnActivity, history }) => {
  if (history === null || !dependsOnActivity) return null;
  const { enabled, known, recent, inFuture } = population;
  const silent = known > 0 && known * 2 >= enabled && recent * 100 < known;
  const ahead = inFuture > 0 && inFuture * 2 >= enabled;
  return silent || ahead ? { guard: 'activity-implausible', details: { recent, enabled, inFuture } } : null;
};
