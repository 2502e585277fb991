// How many users may be acted upon within any minute, and when the next one may.
import type { Instant } from './user.ts';

const windowMs = 60_000;

/** The slower of two paces; null where neither is set. */
export function slowerPace(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** The beginning of the minute that counts. */
export function paceSince(now: Instant): Instant {
  return new Date(Date.parse(now) - windowMs).toISOString();
}

/**
 * Milliseconds until another user may be acted upon, so that no minute sees more than `perMinute`; 0 for now. `begun` are
 * the instants at which users were begun. After a clock was set back nobody waits longer than a minute.
 */
export function waitForPace({
  begun,
  perMinute,
  now,
}: {
  readonly begun: readonly Instant[];
  readonly perMinute: number;
  readonly now: Instant;
}): number {
  const nowMs = Date.parse(now);
  const recent = begun.map((at) => Date.parse(at)).filter((ms) => ms > nowMs - windowMs);
  if (recent.length < perMinute) return 0;
  recent.sort((one, other) => one - other);
  const leaving = recent[recent.length - perMinute] ?? nowMs;
  return Math.min(windowMs, leaving + windowMs - nowMs);
}

/** When so many users will have been acted upon at this pace, if nothing else is slower; the calls themselves come on top. */
export function expectEnd({
  users,
  perMinute,
  now,
}: {
  readonly users: number;
  readonly perMinute: number;
  readonly now: Instant;
}): Instant {
  return new Date(Date.parse(now) + Math.ceil(users / perMinute) * windowMs).toISOString();
}

/** A rehearsal reads every user as a run does; the run writes and reads back as well. */
const timesRehearsal = 2;

/**
 * Whole minutes, at least 1, that a rehearsed plan will take: twice what its rehearsal worked (without what held it), or
 * what the limit per minute asks for where that is longer. What the host is slower at then than it was is not in it.
 */
export function estimateMinutes({
  rehearsedMs,
  users,
  perMinute,
}: {
  readonly rehearsedMs: number;
  readonly users: number;
  readonly perMinute: number | null;
}): number {
  const limitedMs = perMinute === null ? 0 : (Math.ceil(users / perMinute) - 1) * windowMs;
  return Math.max(1, Math.ceil(Math.max(rehearsedMs * timesRehearsal, limitedMs) / windowMs));
}
