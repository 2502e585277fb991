// Guards over one change to one user, asked at planning and again, with freshly read facts, right before the call.
import type { Change } from '../action.ts';
import type { UserWithGroups } from '../user.ts';
import type { PrivilegeGuardName, StepGuardName, StepRefusal } from './refusal.ts';
import { administrator } from './step/administrator.ts';
import { administratorCredentials } from './step/administrator-credentials.ts';
import { approvedInWaves } from './step/approved-in-waves.ts';
import { belongsToOtherPolicy } from './step/belongs-to-other-policy.ts';
import { exempt } from './step/exempt.ts';
import type { Protection, StepGuard } from './step/guard.ts';
import { lastAdministrator } from './step/last-administrator.ts';
import { looksLikeServiceAccount } from './step/looks-like-service-account.ts';
import { ownAccount } from './step/own-account.ts';
import { protectedGroup } from './step/protected-group.ts';
import { protectedUser } from './step/protected-user.ts';
import { roleGroup } from './step/role-group.ts';
import { soleEditor } from './step/sole-editor.ts';
import { soleEditorUnknown } from './step/sole-editor-unknown.ts';
import { startedTheRun } from './step/started-the-run.ts';
import { unknownActivity } from './step/unknown-activity.ts';

/** The order is the order in which a reader would want to hear the reason. */
const stepGuards: { readonly [Name in StepGuardName]: StepGuard<Name> } = {
  'own-account': ownAccount,
  'protected-user': protectedUser,
  exempt,
  'protected-group': protectedGroup,
  administrator,
  'administrator-credentials': administratorCredentials,
  'last-administrator': lastAdministrator,
  'started-the-run': startedTheRun,
  'role-group': roleGroup,
  'looks-like-service-account': looksLikeServiceAccount,
  'unknown-activity': unknownActivity,
  'approved-in-waves': approvedInWaves,
  'belongs-to-other-policy': belongsToOtherPolicy,
  'sole-editor': soleEditor,
  'sole-editor-unknown': soleEditorUnknown,
};

const inOrder = Object.values(stepGuards);

/** The first refusal of the change for this person, or null. */
export function refuseStep(person: UserWithGroups, change: Change, protection: Protection): StepRefusal | null {
  for (const guard of inOrder) {
    const refusal = guard({ person, change, protection });
    if (refusal !== null) return refusal;
  }
  return null;
}

const privilegeGuards: ReadonlySet<PrivilegeGuardName> = new Set(['role-group', 'administrator-credentials']);

/** What a guard says of a change when a plan is made, where two administrators may still let it pass. */
export type PlanWord = StepRefusal | { readonly privilege: PrivilegeGuardName };

/**
 * The word of the guards over a change that is only planned. Where nothing but the privilege of it stands in the way, it
 * may stand in a plan that is held until a second administrator approves.
 */
export function judgePlanned(person: UserWithGroups, change: Change, protection: Protection): PlanWord | null {
  const refusal = refuseStep(person, change, protection);
  const privilege = [...privilegeGuards].find((name) => name === refusal?.guard);
  if (privilege === undefined) return refusal;
  return refuseStep(person, change, { ...protection, lifted: privilegeGuards }) ?? { privilege };
}
