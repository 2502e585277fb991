// Wall clocks of named zones: which instant a local time is, and what becomes of times that happen twice or never.
import type { Instant } from '../user.ts';

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows the zone by an IANA name; bare offsets such as `+02:00` are no names. */
export function isKnownZone(zone: string): boolean {
  if (!/^[a-z]/i.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The local wall time of an instant in a zone, `YYYY-MM-DDTHH:mm`. */
export function wallTimeAt(zone: string, instant: Instant): string {
  const ms = Date.parse(instant);
  return formatWallTime(ms + offsetAt(zone, ms));
}

/** When the local day of an instant began: a midnight that a clock skips is the first instant after it. */
export function dayBeganAt(zone: string, instant: Instant): Instant {
  const midnight = Date.parse(wallTimeAt(zone, instant).slice(0, 10));
  return new Date(openZone(zone)(midnight)).toISOString();
}

/** Writes a local time, held as milliseconds as if it were UTC, down to the minute. */
export function formatWallTime(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16);
}

/** How far the wall clock of the zone is ahead of UTC at an instant, in whole minutes. */
export function offsetMinutesAt(zone: string, instant: Instant): number {
  return Math.round(offsetAt(zone, Date.parse(instant)) / 60_000);
}

/** How far the wall clock of the zone is ahead of UTC at this moment, in milliseconds. */
function offsetAt(zone: string, ms: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** The wall clock around one local day: one offset, or two with the first instant of the later one. */
interface ClockOfDay {
  readonly before: number;
  readonly after: number;
  readonly changesAt: number;
}

/**
 * Gives a function that turns local times of one zone (milliseconds as if UTC) into instants. A time that happens twice
 * is its first instant; a time that does not happen is the first instant after the gap. What is found is kept by day.
 */
export function openZone(zone: string): (localMs: number) => number {
  const clocks = new Map<number, ClockOfDay>();
  return (localMs) => {
    const day = Math.floor(localMs / dayMs);
    const { before, after, changesAt } = clocks.get(day) ?? readClock(zone, day);
    if (!clocks.has(day)) clocks.set(day, { before, after, changesAt });
    if (localMs - before < changesAt) return localMs - before;
    return Math.max(localMs - after, changesAt);
  };
}

/** Looks a day to each side, because local days lie up to 14 hours off; no zone changes twice within three days. */
function readClock(zone: string, day: number): ClockOfDay {
  let low = (day - 1) * dayMs;
  let high = (day + 2) * dayMs;
  const before = offsetAt(zone, low);
  const after = offsetAt(zone, high);
  if (before === after) return { before, after, changesAt: high };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === after) high = middle;
    else low = middle;
  }
  return { before, after, changesAt: high };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
