// Days of criteria: whole days of 24 hours between instants.
import type { Instant } from '../user.ts';

const dayMs = 86_400_000;

/** The instant that lies this many days before another. */
export function daysBefore(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * dayMs).toISOString();
}

/** Whole days between an instant and now. */
export function daysSince(at: Instant, now: Instant): number {
  return Math.floor((Date.parse(now) - Date.parse(at)) / dayMs);
}
