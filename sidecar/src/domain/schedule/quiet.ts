// Quiet hours and freezes: when no live run may act, read off the wall clock of one zone, so that changes of the clock shift nothing.
import type { Instant } from '../user.ts';
import { isKnownZone, wallTimeAt } from './zone.ts';

export interface QuietTimes {
  /** IANA zone. */
  readonly zone: string;
  /** Quiet from `from` up to and not including `to`, `HH:mm`, on the days named (1 is Monday); over midnight where `to` is earlier. */
  readonly weekly: readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];
  /** Whole days, both included, `YYYY-MM-DD`. */
  readonly freezes: readonly { readonly from: string; readonly to: string }[];
}

/** Whether live runs wait at this moment. A time that happens twice is quiet twice. */
export function isQuiet(quiet: QuietTimes | null, now: Instant): boolean {
  if (quiet === null) return false;
  const wall = wallTimeAt(quiet.zone, now);
  const [date, time] = [wall.slice(0, 10), wall.slice(11)];
  if (quiet.freezes.some(({ from, to }) => from <= date && date <= to)) return true;
  const today = weekdayOf(date);
  const yesterday = today === 1 ? 7 : today - 1;
  return quiet.weekly.some(({ days, from, to }) => {
    if (from < to) return days.includes(today) && from <= time && time < to;
    return (days.includes(today) && from <= time) || (days.includes(yesterday) && time < to);
  });
}

/** Whether such times can be: a known zone, days that exist, and nothing that ends before it begins. */
export function makesSense({ zone, weekly, freezes }: QuietTimes): boolean {
  const exists = (date: string) => {
    const ms = Date.parse(`${date}T00:00:00Z`);
    return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(date);
  };
  return (
    isKnownZone(zone) &&
    weekly.every(({ from, to }) => from !== to) &&
    freezes.every(({ from, to }) => exists(from) && exists(to) && from <= to)
  );
}

/** 1 is Monday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
