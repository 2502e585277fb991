// Guards over a whole plan: each refuses with its numbers; all that refuse are reported.
import { exemptionUnreadable } from './plan/exemption-unreadable.ts';
import type { PlanGuard, PlanGuardInput } from './plan/guard.ts';
import { hostNotConfirmed } from './plan/host-not-confirmed.ts';
import { snapshotTooOld } from './plan/snapshot-too-old.ts';
import { userCount } from './plan/user-count.ts';
import { userPercent } from './plan/user-percent.ts';
import type { PlanGuardName, PlanRefusal } from './refusal.ts';

const planGuards: { readonly [Name in PlanGuardName]: PlanGuard<Name> } = {
  'user-count': userCount,
  'user-percent': userPercent,
  'host-not-confirmed': hostNotConfirmed,
  'exemption-unreadable': exemptionUnreadable,
  'snapshot-too-old': snapshotTooOld,
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
