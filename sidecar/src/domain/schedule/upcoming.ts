// The next moments of a schedule for people: local time, zone, instant, and what the change of clocks does to them.
import type { Instant } from '../user.ts';
import { nextTicks, type Schedule, type ScheduledTick } from './ticks.ts';
import { offsetMinutesAt, wallTimeAt } from './zone.ts';

/** What to know of a moment: the clock was changed since the one before, or its local time does not happen once. */
export type ClockNote =
  | { readonly kind: 'clock-goes-forward' | 'clock-goes-back'; readonly minutes: number }
  | { readonly kind: 'skipped-local-time'; readonly localTime: string } // fires right after the gap, at this local time
  | { readonly kind: 'local-time-comes-twice' }; // fires the first time only

export interface UpcomingTick extends ScheduledTick {
  readonly zone: string;
  /** How far the wall clock is ahead of UTC then. */
  readonly offsetMinutes: number;
  readonly notes: readonly ClockNote[];
}

/** The next `count` ticks after an instant, earliest first. */
export function nextUpcoming(schedule: Schedule, after: Instant, count: number): UpcomingTick[] {
  const { zone } = schedule;
  let offsetBefore = offsetMinutesAt(zone, after);
  return nextTicks(schedule, after, count).map((tick) => {
    const offsetMinutes = offsetMinutesAt(zone, tick.instant);
    const notes = [...noteChange(offsetMinutes - offsetBefore), ...noteLocalTime(zone, tick)];
    offsetBefore = offsetMinutes;
    return { ...tick, zone, offsetMinutes, notes };
  });
}

function noteChange(minutes: number): ClockNote[] {
  if (minutes === 0) return [];
  return [{ kind: minutes > 0 ? 'clock-goes-forward' : 'clock-goes-back', minutes: Math.abs(minutes) }];
}

function noteLocalTime(zone: string, { localTime, instant }: ScheduledTick): ClockNote[] {
  const real = wallTimeAt(zone, instant);
  if (real !== localTime) return [{ kind: 'skipped-local-time', localTime: real }];
  return comesAgain(zone, localTime, instant) ? [{ kind: 'local-time-comes-twice' }] : [];
}

/** A clock is set back by at most a day; the second time lies as much later as it is set back. */
function comesAgain(zone: string, localTime: string, instant: Instant): boolean {
  const offset = offsetMinutesAt(zone, instant);
  const dayLater = offsetMinutesAt(zone, laterBy(instant, 24 * 60));
  return offset > dayLater && wallTimeAt(zone, laterBy(instant, offset - dayLater)) === localTime;
}

function laterBy(instant: Instant, minutes: number): Instant {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
