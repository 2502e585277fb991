// Guards over a whole plan. Each is a small function that refuses with its numbers; all that refuse are reported.

import type { PlanSummary } from '../plan/plan.ts';
import { type Limits, type Mode, percentFloorUsers } from '../policy.ts';
import type { Instant } from '../user.ts';
import type { PlanRefusal } from './refusal.ts';

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

type PlanGuard = (input: PlanGuardInput) => PlanRefusal | null;

/** More users than the policy's own count limit. */
const limitCount: PlanGuard = ({ summary, limits }) => {
  if (limits.maxUsers === undefined || summary.planned <= limits.maxUsers) return null;
  return { guard: 'user-count', details: { planned: summary.planned, limit: limits.maxUsers } };
};

/** A larger share of the population than allowed; small plans pass. */
const limitPercent: PlanGuard = ({ summary, limits }) => {
  if (summary.planned <= percentFloorUsers) return null;
  // Multiplied, because 70 of 1,000 divided comes to 7.000000000000001 per cent; the hair keeps 1.1 × 3,000 exact too.
  if (summary.planned * 100 <= limits.maxPercent * summary.usersRead + 1e-6) return null;
  const percent = summary.usersRead === 0 ? 100 : (summary.planned / summary.usersRead) * 100;
  return {
    guard: 'user-percent',
    details: {
      planned: summary.planned,
      usersRead: summary.usersRead,
      percent: roundBeyond(percent, limits.maxPercent),
      limit: limits.maxPercent,
    },
  };
};

/** Another Confluence, a clone or a restored copy is only ever looked at. */
const requireConfirmedHost: PlanGuard = ({ mode, hostConfirmed }) =>
  mode === 'live' && !hostConfirmed ? { guard: 'host-not-confirmed', details: {} } : null;

/** An exemption that cannot be read protects nobody, so nothing may happen live. */
const requireReadableExemptions: PlanGuard = ({ mode, unreadableProtectedGroups }) => {
  if (mode === 'test' || unreadableProtectedGroups.length === 0) return null;
  return { guard: 'exemption-unreadable', details: { groups: unreadableProtectedGroups.join(', ') } };
};

/** A plan made from stale readings is not carried out. */
const requireFreshSnapshot: PlanGuard = ({ limits, snapshotTakenAt, now }) => {
  const ageHours = (Date.parse(now) - Date.parse(snapshotTakenAt)) / 3_600_000;
  if (ageHours <= limits.snapshotMaxAgeHours) return null;
  return {
    guard: 'snapshot-too-old',
    details: { ageHours: roundBeyond(ageHours, limits.snapshotMaxAgeHours), limit: limits.snapshotMaxAgeHours },
  };
};

/** Rounds to one digit, or to as many as it takes to show that the limit is passed. */
function roundBeyond(value: number, limit: number): number {
  for (let digits = 1; digits < 6; digits += 1) {
    const rounded = Number(value.toFixed(digits));
    if (rounded > limit) return rounded;
  }
  return value;
}

const planGuards: readonly PlanGuard[] = [
  limitCount,
  limitPercent,
  requireConfirmedHost,
  requireReadableExemptions,
  requireFreshSnapshot,
];

/** Asks every plan guard; an empty list lets the plan pass. A plan that changes nobody has nothing to hold. */
export function refusePlan(input: PlanGuardInput): PlanRefusal[] {
  if (input.summary.planned === 0) return [];
  return planGuards.flatMap((guard) => guard(input) ?? []);
}
