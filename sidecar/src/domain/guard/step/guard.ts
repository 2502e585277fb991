// What a guard over one change is given, and what it may answer.
import type { Change } from '../../action.ts';
import type { Exemption } from '../../exemption.ts';
import type { PolicyId } from '../../policy.ts';
import { foldName, type UserKey, type UserWithGroups } from '../../user.ts';
import type { PrivilegeGuardName, RefusalOf, StepGuardName } from '../refusal.ts';

/** What step guards know beyond the person: who is protected, and by what. Group and user names are folded. */
export interface Protection {
  readonly ownUserKey: UserKey;
  readonly protectedUsers: ReadonlySet<string>;
  readonly protectedGroups: ReadonlySet<string>;
  /** Exemptions that hold now, for all policies. */
  readonly exemptions: readonly Exemption[];
  /** Groups that give rights in Confluence's administration or in this product. */
  readonly roleGroups: ReadonlySet<string>;
  readonly administratorGroups: ReadonlySet<string>;
  /** Those of them that administer Confluence itself, as far as it tells. */
  readonly hostAdministratorGroups: ReadonlySet<string>;
  /** Folded display names of people who administer by a permission of their own: everybody of that name is spared. */
  readonly administratorNames: ReadonlySet<string>;
  /** Administrators whom the policy names, who may be its targets therefore. */
  readonly includedAdministrators: ReadonlySet<string>;
  /** The active administrator who stays whatever happens, so that one is always left; null where nobody is known to be. */
  readonly keptAdministrator: UserKey | null;
  /** The person who started or approved the run, folded; null where nobody did. */
  readonly startedBy: string | null;
  /** Users whose tokens work and who never signed in, as far as anybody tells. */
  readonly serviceAccounts: ReadonlySet<UserKey>;
  /** Whether the policy's criteria depend on activity. */
  readonly dependsOnActivity: boolean;
  /** Who belongs to another policy, which comes first; known when a plan is made, and empty later. */
  readonly claimedBy: ReadonlyMap<UserKey, PolicyId>;
  /** People of an approved plan of the same policy whom its waves have not come to yet. */
  readonly inWaves: ReadonlySet<UserKey>;
  /**
   * What asking right before the first step told, of whom the policy has asked about: pages that nobody else may edit, or
   * that it cannot be told. Empty while a plan is made, which the guard over the whole plan judges.
   */
  readonly soleEditors: ReadonlyMap<UserKey, readonly string[] | 'unknown'>;
  /** Guards that two administrators lifted for this very step, by approving the plan it stands in. */
  readonly lifted: ReadonlySet<PrivilegeGuardName>;
  /** Whether the run takes another one back: only then may two administrators take somebody out of a role group. */
  readonly takesBack: boolean;
}

export interface StepGuardInput {
  readonly person: UserWithGroups;
  readonly change: Change;
  readonly protection: Protection;
}

/** Answers with its own refusal, or null to let the change pass. */
export type StepGuard<Name extends StepGuardName> = (input: StepGuardInput) => RefusalOf<Name> | null;

/** Whether a person is in one of the groups (folded names), directly or by another group. */
export function isInAny({ memberships }: UserWithGroups, groups: ReadonlySet<string>): boolean {
  return memberships.some((membership) => groups.has(foldName(membership.group)));
}
