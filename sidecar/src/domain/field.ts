// Own fields of users, as administrators define them: text or a calendar day, and how days are compared with today.
import { daysBefore } from './criteria/days.ts';
import type { Instant, UserKey } from './user.ts';

export interface Field {
  /** Stable; criteria name it. */
  readonly key: string;
  /** As people read it. */
  readonly name: string;
  readonly kind: 'text' | 'date';
  /** Place among the fields where they are shown. */
  readonly place: number;
}

export interface FieldValue {
  readonly userKey: UserKey;
  readonly value: string;
}

/** The values of one field by user; whoever is not in it has none. */
export type FieldValues = ReadonlyMap<UserKey, string>;

/** The text itself where it is a calendar day as `2026-03-01`, else null. */
export function dayOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || year === '0000') return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.toISOString().slice(0, 10) === text ? text : null;
}

/** A day that lies between two calendar days, both included: which of them it is depends on where one stands. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

const hourMs = 3_600_000;

/** The day this many days before today, wherever on earth today is asked for: clocks reach from UTC-12 to UTC+14. */
export function dayBefore(now: Instant, days: number): DayRange {
  const at = (hours: number) => daysBefore(new Date(Date.parse(now) + hours * hourMs).toISOString(), days).slice(0, 10);
  return { first: at(-12), last: at(14) };
}
