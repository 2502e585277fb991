// An exemption: a user or group no policy may touch, with an owner, a reason and an end.
import { foldName, type Instant, type User, type UserKey, type UserWithGroups } from './user.ts';

export interface Exemption {
  readonly id: number;
  readonly subject: 'user' | 'group';
  /** Username or group name. */
  readonly name: string;
  /** The user's key when the exemption was added, so that a rename changes nothing; null for a group. */
  readonly userKey: UserKey | null;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  readonly addedAt: Instant;
  readonly addedBy: string;
  /** It holds before this instant. */
  readonly endsAt: Instant;
  /** When somebody ended it before its time; null where nobody did. */
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
}

/**
 * The first exemption that covers the person by key or group, or else by name; `changedGroup` is one they are about to join or
 * leave. A name that was freed and given anew takes its exemption along: protecting one too many hurts nobody.
 */
export function findExemption(
  { user, memberships }: UserWithGroups,
  exemptions: readonly Exemption[],
  changedGroup: string | null = null,
): Exemption | null {
  if (exemptions.length === 0) return null;
  const name = foldName(user.username);
  const groups = new Set(memberships.map((membership) => foldName(membership.group)));
  if (changedGroup !== null) groups.add(foldName(changedGroup));
  const found =
    exemptions.find((one) =>
      one.subject === 'group' ? groups.has(foldName(one.name)) : one.userKey === user.userKey,
    ) ?? exemptions.find((one) => one.subject === 'user' && foldName(one.name) === name);
  return found ?? null;
}

/** Whether an exemption that covers the user was made for another account, so that nothing but the name is the same. */
export function isForAnother({ subject, userKey }: Exemption, user: Pick<User, 'userKey'>): boolean {
  return subject === 'user' && userKey !== null && userKey !== user.userKey;
}

/** Reports tell of an exemption's end this many days before. */
export const tellDaysBefore = 14;
