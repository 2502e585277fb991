// What did not last: whether a later snapshot shows that a change came undone, and what probably did it.
import { effectiveAccount } from './account.ts';
import type { Change } from './action.ts';
import type { GroupKnowledge } from './criteria/matches.ts';
import { foldName, type Instant, type UserStatus, type UserWithGroups } from './user.ts';

export type ReboundReason =
  | 'synchronised-directory' // the account lies in a directory that follows another source
  | 'signed-in-since' // somebody enabled the user, who has signed in since
  | 'unknown';

/** What the snapshot shows of the user and of groups. */
export interface ReboundSight {
  readonly person: UserWithGroups;
  readonly groupKnowledge: (group: string) => GroupKnowledge;
  /** Whether a directory follows another source. */
  readonly isSynchronised: (directory: string) => boolean;
}

/** Whether a status contradicts what was done; null where the change is not about the status. */
export function isUndoneByStatus({ kind }: Change, status: UserStatus): boolean | null {
  switch (kind) {
    case 'disable':
      return status === 'active';
    case 'enable':
      return status === 'disabled';
    case 'delete':
      return true;
    case 'add-to-group':
    case 'remove-from-group':
      return null;
    default:
      // Changes in single directories show in no status: they are read back when they are made and not watched.
      return false;
  }
}

/** Why the change is not in force any more; null while it is, or where the snapshot cannot tell. */
export function findRebound(
  { change, doneAt }: { readonly change: Change; readonly doneAt: Instant },
  { person, groupKnowledge, isSynchronised }: ReboundSight,
): ReboundReason | null {
  const byStatus = isUndoneByStatus(change, person.user.status);
  if (!(byStatus ?? isUndoneInGroup(change, person, groupKnowledge))) return null;
  const { accounts } = person;
  const speaker = effectiveAccount(accounts);
  const asked = speaker !== null ? [speaker] : accounts.kind === 'untold' ? [] : accounts.accounts;
  if (asked.some(({ directory }) => isSynchronised(directory))) return 'synchronised-directory';
  const { activity } = person.user;
  const signedIn = activity.state === 'seen' && activity.kind === 'login' && activity.at > doneAt;
  return change.kind === 'disable' && signedIn ? 'signed-in-since' : 'unknown';
}

/** Not being seen in a group means something only where all its members were read. */
function isUndoneInGroup(
  change: Change,
  { memberships }: UserWithGroups,
  groupKnowledge: ReboundSight['groupKnowledge'],
): boolean {
  if (change.kind !== 'add-to-group' && change.kind !== 'remove-from-group') return false;
  const isMember = memberships.some((one) => one.direct && foldName(one.group) === foldName(change.group));
  if (change.kind === 'remove-from-group') return isMember;
  const knowledge = groupKnowledge(change.group);
  return !isMember && (knowledge === 'complete' || knowledge === 'nesting-unread');
}

/** Whether a later change of ours is what took the earlier one back. */
export function isTakenBackBy(change: Change, later: Change): boolean {
  const opposites: Readonly<Partial<Record<Change['kind'], Change['kind']>>> = {
    disable: 'enable',
    enable: 'disable',
    'add-to-group': 'remove-from-group',
    'remove-from-group': 'add-to-group',
  };
  if (opposites[change.kind] !== later.kind) return false;
  if (!('group' in change) || !('group' in later)) return true;
  return foldName(change.group) === foldName(later.group);
}
