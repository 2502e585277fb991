// Guards over a whole plan: each refuses with its numbers; all that refuse are reported.
import { activityImplausible } from './plan/activity-implausible.ts';
import { activityShift } from './plan/activity-shift.ts';
import { exemptionUnreadable } from './plan/exemption-unreadable.ts';
import { growth } from './plan/growth.ts';
import type { PlanGuard, PlanGuardInput } from './plan/guard.ts';
import { hostNotConfirmed } from './plan/host-not-confirmed.ts';
import { impact } from './plan/impact.ts';
import { populationShrunk } from './plan/population-shrunk.ts';
import { privilegedChanges } from './plan/privileged-changes.ts';
import { rollingWindow } from './plan/rolling-window.ts';
import { snapshotTooOld } from './plan/snapshot-too-old.ts';
import { unknownShare } from './plan/unknown-share.ts';
import { userCount } from './plan/user-count.ts';
import { userPercent } from './plan/user-percent.ts';
import type { PlanGuardName, PlanRefusal } from './refusal.ts';

const planGuards: { readonly [Name in PlanGuardName]: PlanGuard<Name> } = {
  'privileged-changes': privilegedChanges,
  'user-count': userCount,
  'user-percent': userPercent,
  growth,
  'rolling-window': rollingWindow,
  impact,
  'host-not-confirmed': hostNotConfirmed,
  'exemption-unreadable': exemptionUnreadable,
  'snapshot-too-old': snapshotTooOld,
  'unknown-share': unknownShare,
  'population-shrunk': populationShrunk,
  'activity-shift': activityShift,
  'activity-implausible': activityImplausible,
};

const inOrder = Object.values(planGuards);

/** Asks every plan guard; an empty list lets the plan pass. A plan that changes nobody has nothing to hold. */
export function refusePlan(input: PlanGuardInput): PlanRefusal[] {
  if (input.summary.planned === 0) return [];
  return inOrder.flatMap((guard): PlanRefusal[] => {
    const refusal = guard(input);
    return refusal === null ? [] : [refusal];
  });
}

const populationGuards = [populationShrunk, activityShift, activityImplausible] as const;

/** Whether what was read looks broken, whoever asks: nothing may be compared with it later. */
export function distrusts(input: PlanGuardInput): boolean {
  return populationGuards.some((guard) => guard({ ...input, dependsOnActivity: true }) !== null);
}
