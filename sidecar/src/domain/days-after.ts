// Reckons with instants and whole days.
import type { Instant } from './user.ts';

const dayMs = 86_400_000;

/** The instant that many times 24 hours later. */
export function daysAfter(instant: Instant, days: number): Instant {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}
