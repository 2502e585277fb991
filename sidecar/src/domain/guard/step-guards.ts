// Guards over one change to one user, asked at planning and again, with freshly read facts, right before the call.
import { type Change, groupOfChange } from '../action.ts';
import { foldName, type UserKey, type UserWithGroups } from '../user.ts';
import type { StepGuardName } from './refusal.ts';

/** What step guards know beyond the person: who is protected, and by what. Group and user names are folded. */
export interface Protection {
  readonly ownUserKey: UserKey;
  readonly protectedUsers: ReadonlySet<string>;
  readonly protectedGroups: ReadonlySet<string>;
  /** Groups that give rights in Confluence's administration or in this product. */
  readonly roleGroups: ReadonlySet<string>;
  readonly administratorGroups: ReadonlySet<string>;
  /** Folded display names of people who administer by a permission of their own: everybody of that name is spared. */
  readonly administratorNames: ReadonlySet<string>;
  /** Keys of the active administrators, this product's own account left out. */
  readonly activeAdministrators: ReadonlySet<UserKey>;
  /** Whether the policy's criteria depend on activity. */
  readonly dependsOnActivity: boolean;
}

type StepGuard = (person: UserWithGroups, change: Change, protection: Protection) => boolean;

/** Every guard answers true to refuse; the order is the order in which a reader would want to hear the reason. */
const stepGuards: Readonly<Record<StepGuardName, StepGuard>> = {
  'own-account': ({ user }, _change, { ownUserKey }) => user.userKey === ownUserKey,
  'protected-user': ({ user }, _change, { protectedUsers }) => protectedUsers.has(foldName(user.username)),
  'protected-group': (person, change, { protectedGroups }) =>
    isInAny(person, protectedGroups) || protectedGroups.has(foldName(groupOfChange(change) ?? '')),
  administrator: (person, _change, { administratorGroups, administratorNames }) =>
    isInAny(person, administratorGroups) ||
    administratorNames.has(foldName(person.user.displayName)) ||
    administratorNames.has(foldName(person.user.username)),
  'last-administrator': ({ user }, change, { activeAdministrators, administratorGroups }) =>
    takesAdministration(change, administratorGroups) &&
    activeAdministrators.has(user.userKey) &&
    activeAdministrators.size <= 1,
  'role-group': (_person, change, { roleGroups }) => roleGroups.has(foldName(groupOfChange(change) ?? '')),
  'unknown-activity': ({ user }, _change, { dependsOnActivity }) =>
    dependsOnActivity && user.activity.state === 'unknown',
};

/** The first guard that refuses the change for this person, or null. */
export function refuseStep(person: UserWithGroups, change: Change, protection: Protection): StepGuardName | null {
  for (const [name, refuses] of Object.entries(stepGuards) as [StepGuardName, StepGuard][]) {
    if (refuses(person, change, protection)) return name;
  }
  return null;
}

function isInAny({ memberships }: UserWithGroups, groups: ReadonlySet<string>): boolean {
  return memberships.some((membership) => groups.has(foldName(membership.group)));
}

const takesAccess: ReadonlySet<Change['kind']> = new Set(['disable', 'delete', 'disable-account', 'delete-account']);

function takesAdministration(change: Change, administratorGroups: ReadonlySet<string>): boolean {
  if (takesAccess.has(change.kind)) return true;
  return change.kind === 'remove-from-group' && administratorGroups.has(foldName(change.group));
}
