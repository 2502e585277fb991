// An exemption: a user or group no policy may touch, with an owner, a reason and an end.
import type { Instant, UserKey } from './user.ts';

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

/** Reports tell of an exemption's end this many days before. */
export const tellDaysBefore = 14;
