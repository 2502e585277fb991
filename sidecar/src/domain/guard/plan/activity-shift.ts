// The share of idle users jumped since the last completed run: more likely a source lost its dates than that people left.
import type { Population } from '../../population.ts';
import type { PlanGuard } from './guard.ts';

/** Points of a hundred; people do not fall idle by the quarter between two runs. */
const mostPoints = 25;

export const activityShift: PlanGuard<'activity-shift'> = ({ population, populationBefore, ...input }) => {
  if (input.history === null || !input.dependsOnActivity || populationBefore === null) return null;
  const [now, before] = [idlePercent(population), idlePercent(populationBefore)];
  if (now === null || before === null || now - before <= mostPoints) return null;
  return { guard: 'activity-shift', details: { idlePercent: Math.round(now), before: Math.round(before) } };
};

function idlePercent({ idle, known }: Population): number | null {
  return known === 0 ? null : (idle / known) * 100;
}
