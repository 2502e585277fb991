// Events a policy may wait for: a user was created, or signed in. Which are new since the policy looked is decided here.
import type { Instant, UserKey } from './user.ts';

export type EventKind = 'creation' | 'login';

/** A policy that waits for events: what for, and how often it wants Confluence read if nobody else has it read. */
export interface EventTrigger {
  readonly event: EventKind;
  readonly everyMinutes: number;
}

/** What a policy knew when it looked last. */
export interface EventLook {
  readonly event: EventKind;
  /** When it looked for the first time: nothing before is an event. */
  readonly since: Instant;
  readonly snapshotId: number;
  /** When the reading of that snapshot ended. */
  readonly seenUntil: Instant;
  /** Whether that snapshot held everybody. */
  readonly complete: boolean;
}

/** A user of a snapshot as far as a creation is concerned. */
export interface AppearedUser {
  readonly userKey: UserKey;
  readonly createdAt: Instant | null;
  readonly firstSeenAt: Instant;
  /** Whether the snapshot of the last look had the user; null where it is not kept any more. */
  readonly seenBefore: boolean | null;
}

/** One user to whom it happened, and when. */
export interface UserEvent {
  readonly userKey: UserKey;
  readonly at: Instant;
}

/**
 * Who was created since the policy's first look. A creation date that the host tells is believed. Without one, a user
 * counts as new only if both this reading and the one before held everybody: else somebody old may have been missing. Where
 * the clock was set back between the two, instants do not tell which was first: who stands in the earlier one does.
 */
export function findCreations(users: readonly AppearedUser[], from: EventLook, to: EventLook): UserEvent[] {
  const sure = from.complete && to.complete;
  const inOrder = from.seenUntil <= to.seenUntil;
  return users.flatMap(({ userKey, createdAt, firstSeenAt, seenBefore }) => {
    if (createdAt !== null) return createdAt > from.since ? [{ userKey, at: createdAt }] : [];
    const isFirst = inOrder ? seenBefore !== true && firstSeenAt > from.seenUntil : seenBefore === false;
    return sure && isFirst && firstSeenAt > from.since ? [{ userKey, at: firstSeenAt }] : [];
  });
}

/** The events not dealt with yet. A user is created once; a login counts if it is later than the last one dealt with. */
export function withoutDealtWith(
  events: readonly UserEvent[],
  kind: EventKind,
  lastOf: ReadonlyMap<UserKey, Instant>,
): UserEvent[] {
  return events.filter(({ userKey, at }) => {
    const last = lastOf.get(userKey);
    return last === undefined || (kind === 'login' && at > last);
  });
}

/** What Confluence announces of users and what is neither a creation nor a login. */
const noNews: ReadonlySet<string> = new Set(['user_deactivated', 'user_reactivated', 'user_removed', 'user_followed']);

/**
 * Whether an event that Confluence announced may be one that policies wait for: `user_created`, and whatever else of users
 * a later version may announce, a login among it. To read once for nothing costs little.
 */
export function mayBeNews(announced: string): boolean {
  return announced.startsWith('user_') && !noNews.has(announced);
}

/** Whether Confluence should be read for a policy; a clock that was set back does not make it wait. */
export function isReadingDue(everyMinutes: number, readings: readonly Instant[], now: Instant): boolean {
  const past = readings.filter((at) => at <= now);
  return past.every((at) => Date.parse(now) - Date.parse(at) >= everyMinutes * 60_000);
}
