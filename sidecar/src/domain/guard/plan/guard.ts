// What a guard over a whole plan is given, and what it may answer.
import type { PlanSummary } from '../../plan/plan.ts';
import type { Limits, Mode } from '../../policy.ts';
import type { Population } from '../../population.ts';
import type { Instant } from '../../user.ts';
import type { PlanGuardName, PlanRefusal, PlanRefusalDetails } from '../refusal.ts';

export interface PlanGuardInput {
  readonly mode: Mode;
  readonly summary: PlanSummary;
  readonly limits: Limits;
  /** Whether the host is the one this product was set up with, or a person confirmed it since. */
  readonly hostConfirmed: boolean;
  /** Protected groups whose members are not completely known. */
  readonly unreadableProtectedGroups: readonly string[];
  readonly snapshotTakenAt: Instant;
  /** Whether the policy's criteria depend on activity. */
  readonly dependsOnActivity: boolean;
  readonly population: Population;
  /** The population that the last completed run saw; null before the first one. */
  readonly populationBefore: Population | null;
  /** What was done before; null for a run to which no limits of size apply, such as an undo. */
  readonly history: PlanHistory | null;
  /** What of the plan takes an administrator and a second one; null where nothing does. */
  readonly privileged: PlanRefusalDetails['privileged-changes'] | null;
  readonly now: Instant;
}

export interface PlanHistory {
  /** How many users the last completed runs of this version of the policy planned to change. */
  readonly plannedBefore: readonly number[];
  /** Users whom any policy changed live within the window, and whom this plan does not name. */
  readonly otherUsersInWindow: number;
  /** The limit of the process over the window, in per cent of the population. */
  readonly rollingPercent: number;
}

/** How many users a run would act on: a cap carries the rest over, so they are no reason to hold it. */
export function actedUpon({ planned, atMost }: Pick<PlanSummary, 'planned' | 'atMost'>): number {
  return atMost === undefined ? planned : Math.min(planned, atMost);
}

/** Whether a part is a larger share than allowed. Multiplied, because 70 of 1,000 divided is 7.000000000000001 per cent. */
export function exceedsShare(part: number, whole: number, percent: number): boolean {
  return part * 100 > percent * whole + 1e-6;
}

/** A share in per cent, with as many digits as it takes to show that the limit is passed. */
export function showShare(part: number, whole: number, limit: number): number {
  return roundBeyond(whole === 0 ? 100 : (part / whole) * 100, limit);
}

/** Answers with its own refusal, or null to let the plan pass. */
export type PlanGuard<Name extends PlanGuardName> = (
  input: PlanGuardInput,
) => Extract<PlanRefusal, { readonly guard: Name }> | null;

/** Rounds to one digit, or to as many as it takes to show that the limit is passed. */
export function roundBeyond(value: number, limit: number): number {
  for (let digits = 1; digits < 6; digits += 1) {
    const rounded = Number(value.toFixed(digits));
    if (rounded > limit) return rounded;
  }
  return value;
}
