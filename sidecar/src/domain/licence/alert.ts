// Whether seats have crossed a line that somebody wants to be told of: once a crossing, not once a reading.

/** The lines an administrator drew, and who is told. */
export interface AlertRule {
  /** Share of the licence's seats in per cent; null for none. Without a limit of the licence it is no line. */
  readonly percent: number | null;
  /** A number of seats; null for none. */
  readonly seats: number | null;
  /** Mail addresses; nobody where empty. */
  readonly to: readonly string[];
}

export type AlertLine = 'percent' | 'seats';

export const alertLines: readonly AlertLine[] = ['percent', 'seats'];

/** From how many seats on the line is crossed; null where there is no such line. */
export function thresholdOf(
  line: AlertLine,
  { rule, most }: { readonly rule: AlertRule | null; readonly most: number | null },
): number | null {
  if (rule === null) return null;
  if (line === 'seats') return rule.seats;
  return rule.percent === null || most === null ? null : Math.ceil((most * rule.percent) / 100);
}

export interface CrossingInput {
  /** Null where nobody told: then nothing is raised, and nothing is taken back. */
  readonly seats: number | null;
  readonly threshold: number | null;
  /** Whether the line counts as crossed already. */
  readonly raised: boolean;
}

/** A crossing ends only clearly below its line: two in a hundred of it, one seat at least. */
export function judgeCrossing({ seats, threshold, raised }: CrossingInput): 'raise' | 'lower' | 'stay' {
  if (threshold === null || seats === null) return 'stay';
  if (!raised) return seats >= threshold ? 'raise' : 'stay';
  const margin = Math.max(1, Math.ceil(threshold * 0.02));
  return seats < threshold - margin ? 'lower' : 'stay';
}
