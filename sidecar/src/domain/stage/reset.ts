// What ends a timeline for a user, and how a user would look had its stages not changed them.
import type { Verdict } from '../criteria/matches.ts';
import { foldName, type Instant, type User, type UserWithGroups } from '../user.ts';
import type { ClosingReason, Left, Standing } from './stage.ts';

export interface ResetInput {
  readonly standing: Pick<Standing, 'watchedFrom' | 'email' | 'left'>;
  /** As read. */
  readonly person: UserWithGroups;
  /** The criteria's answer for the person `asIfUntouched`. */
  readonly verdict: Verdict;
  readonly isExempt: boolean;
}

/** Why the clock begins anew, or null where it goes on. What is unknown resets nothing; it advances nobody either. */
export function findReset({ standing, person, verdict, isExempt }: ResetInput): ClosingReason | null {
  const { watchedFrom, email, left } = standing;
  const { user } = person;
  if (isExempt) return 'exempt';
  if (isUsedSince(person, watchedFrom)) return 'activity';
  if (left.statusBefore === 'active' && user.status === 'active') return 'reactivated';
  if (isBackIn(person, left.groups)) return 'access-given-back';
  if (email !== null && user.email !== null && foldName(email) !== foldName(user.email)) return 'address-changed';
  return verdict === 'no' ? 'criteria-no-longer-match' : null;
}

/** Whether anything tells of use after that instant. */
export function isUsedSince({ user: { activity } }: Pick<UserWithGroups, 'user'>, since: Instant): boolean {
  const sighting = activity.state === 'seen' ? activity : activity.state === 'unknown' ? activity.atLeast : undefined;
  return sighting !== undefined && sighting.at > since;
}

/**
 * The person as the criteria would see them had no stage touched them: the status of before, the groups taken, and, where
 * those are why no source covers them any more, their activity as it was last told. Nobody without access uses Confluence.
 */
export function asIfUntouched(
  person: UserWithGroups,
  standing: Pick<Standing, 'left' | 'activity' | 'watchedFrom'> | null,
): UserWithGroups {
  if (standing === null || !isTouched(standing.left)) return person;
  const { left, activity } = standing;
  const { user, memberships } = person;
  const disabledByUs = left.statusBefore !== null && user.status === 'disabled';
  const uncovered = user.activity.state === 'unknown' && user.activity.reason === 'not-covered';
  const known = uncovered && !isUsedSince(person, standing.watchedFrom) ? activity : user.activity;
  const missing = left.groups.filter((group) => !isBackIn(person, [group]));
  return {
    ...person,
    user: {
      ...user,
      activity: known,
      ...(disabledByUs && left.statusBefore === 'active'
        ? { status: 'active' as const, firstSeenDisabledAt: null }
        : {}),
    },
    memberships: [...memberships, ...missing.map((group) => ({ group, direct: true }))],
  };
}

/**
 * Whether the address to which a warning was delivered is not told any more: then nobody can say whether it reached the
 * right person. Whom a stage has changed is not covered any more by what tells addresses of the licensed; that is expected.
 */
export function isAddressLost(
  { warning, email, left }: Pick<Standing, 'warning' | 'email' | 'left'>,
  user: Pick<User, 'email'>,
): boolean {
  return warning.state === 'delivered' && email !== null && user.email === null && !isTouched(left);
}

function isTouched({ statusBefore, groups }: Left): boolean {
  return statusBefore !== null || groups.length > 0;
}

function isBackIn({ memberships }: UserWithGroups, groups: readonly string[]): boolean {
  const direct = new Set(memberships.filter((one) => one.direct).map((one) => foldName(one.group)));
  return groups.some((group) => direct.has(foldName(group)));
}
