// The order of outcomes from worst to best: a user counts under the worst of their steps' outcomes.
import type { OutcomeKind } from '../../domain/run.ts';

/** Exhaustive by type; a smaller number is worse. `open` is a planned step without an outcome. */
const severities: Readonly<Record<OutcomeKind | 'open', number>> = {
  failed: 0,
  unknown: 1,
  open: 2,
  refused: 3,
  skipped: 4,
  unsupported: 5,
  'pending-synchronisation': 6,
  'applied-without-effect': 7,
  applied: 8,
  rehearsed: 9,
  already: 10,
};

/** From worst to best. */
export const outcomesBySeverity = (Object.keys(severities) as (OutcomeKind | 'open')[]).sort(
  (one, other) => severities[one] - severities[other],
);
