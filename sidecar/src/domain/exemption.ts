// An exemption: a user or group no policy may touch, with an owner, a reason and an end.
import { foldName, type Instant, type UserKey, type UserWithGroups } from './user.ts';

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

/** The first exemption that covers the person, by name, key or group; `changedGroup` is one they are about to join or leave. */
export function findExemption(
  { user, memberships }: UserWithGroups,
  exemptions: readonly Exemption[],
  changedGroup: string | null = null,
): Exemption | null {
  if (exemptions.length === 0) return null;
  const name = foldName(user.username);
  const groups = new Set(memberships.map((membership) => foldName(membership.group)));
  if (changedGroup !== null) groups.add(foldName(changedGroup));
  const found = exemptions.find((one) =>
    one.subject === 'group'
      ? groups.has(foldName(one.name))
      : one.userKey === user.userKey || foldName(one.name) === name,
  );
  return found ?? null;
}

/** Reports tell of an exemption's end this many days before. */
export const tellDaysBefore = 14;
