// Whether a user is by now otherwise than a snapshot shows them, as far as runs and hand-overs look at it: status and groups.
import type { GroupKnowledge } from './criteria/matches.ts';
import { foldName, type UserStatus, type UserWithGroups } from './user.ts';

export interface ComparedUser {
  readonly shown: Pick<UserWithGroups, 'memberships'> & { readonly user: { readonly status: UserStatus } };
  /** Null: there is nobody any more. */
  readonly present: { readonly status: UserStatus; readonly groups: readonly string[] } | null;
  /** How well the snapshot knows the members of a group (folded name). */
  readonly groupKnowledge: (foldedGroup: string) => GroupKnowledge;
}

/** A status that is not told is no difference, nor is a membership of a group whose members the snapshot could not read. */
export function isOtherwise({ shown, present, groupKnowledge }: ComparedUser): boolean {
  if (present === null) return true;
  if (present.status !== 'unknown' && present.status !== shown.user.status) return true;
  const direct = shown.memberships.filter((one) => one.direct).map(({ group }) => foldName(group));
  const groups = new Set(present.groups.map(foldName));
  if (direct.some((group) => !groups.has(group))) return true;
  const known = new Set(direct);
  return [...groups].some((group) => !known.has(group) && groupKnowledge(group) !== 'unreadable');
}
