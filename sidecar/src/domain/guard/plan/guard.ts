// What a guard over a whole plan is given, and what it may answer.
import type { PlanSummary } from '../../plan/plan.ts';
import type { Limits, Mode } from '../../policy.ts';
import type { Instant } from '../../user.ts';
import type { PlanGuardName, PlanRefusal } from '../refusal.ts';

export interface PlanGuardInput {
  readonly mode: Mode;
  readonly summary: PlanSummary;
  readonly limits: Limits;
  /** Whether the host is the one this product was set up with, or a person confirmed it since. */
  readonly hostConfirmed: boolean;
  /** Protected groups whose members are not completely known. */
  readonly unreadableProtectedGroups: readonly string[];
  readonly snapshotTakenAt: Instant;
  readonly now: Instant;
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
