// What we know of use: an instant with its kind and source, a told "never", or unknown with the reason. Unknown is never "inactive".
import type { Instant } from './user.ts';

/** How the instant came about; `authentication` is a password checked by a directory, which single sign-on never asks for. */
export type ActivityKind = 'login' | 'authentication' | 'token-use' | 'contribution' | 'page-view' | 'kept';

/** Why nothing can be said about a user's activity. */
export type ActivityUnknownReason =
  | 'no-source' // this Confluence offers no source of activity
  | 'not-covered' // the source does not list this user (disabled, unlicensed, shadowed)
  | 'not-told' // the source lists the user and says nothing
  | 'in-the-future' // the instant lies after the moment it was read
  | 'unreadable' // the instant could not be understood
  | 'source-failed' // reading the source broke off
  | 'source-stale' // what the source has is too old
  | 'before-coverage'; // the source does not reach back to the last activity that is known

/** One instant of use, with how it came about, who told and when that was read. */
export interface Sighting {
  readonly at: Instant;
  readonly kind: ActivityKind;
  readonly source: string;
  readonly readAt: Instant;
}

export type Activity =
  | ({ readonly state: 'seen' } & Sighting)
  | { readonly state: 'never'; readonly source: string; readonly readAt: Instant }
  | {
      readonly state: 'unknown';
      readonly reason: ActivityUnknownReason;
      /** The last activity that is known for certain: the true one is this or later. */
      readonly atLeast?: Sighting;
    };

/** Clocks of two machines differ a little; more than this into the future is not a login but a fault. */
const clockToleranceMs = 5 * 60_000;

/** Nobody signed in to a Confluence before there was one: 1970 and the like stand for "no date", or for seconds. */
const earliestMs = Date.UTC(2003, 0, 1);

/** What a source said of one user: an instant, an explicit "never" (null), or nothing (undefined). */
export interface ActivityReading {
  readonly lastLogin: string | number | null | undefined;
  readonly source: string;
  readonly readAt: Instant;
}

/**
 * Turns a raw reading into activity. Text must be an ISO-8601 instant with a zone, numbers are epoch milliseconds
 * (Confluence's format of `lastLogin` is documented only as "date and time", so both are understood).
 */
export function activityFromReading(reading: ActivityReading): Activity {
  const { lastLogin, source, readAt } = reading;
  const { word, at } = judgeInstant(lastLogin, readAt);
  if (word === 'seen') return { state: 'seen', at, kind: 'login', source, readAt };
  return word === 'never' ? { state: 'never', source, readAt } : { state: 'unknown', reason: word };
}

/** What a told instant is worth. */
export type Judgement =
  | { readonly word: 'seen'; readonly at: Instant }
  | { readonly word: 'never' | 'not-told' | 'in-the-future' | 'unreadable'; readonly at: null };

/** Judges an instant as told (see `activityFromReading`) at the moment it was read. */
export function judgeInstant(told: string | number | null | undefined, readAt: Instant): Judgement {
  if (told === undefined) return { word: 'not-told', at: null };
  if (told === null) return { word: 'never', at: null };
  const ms = typeof told === 'number' ? told : parseInstant(told);
  if (!(ms >= earliestMs && ms <= 8.64e15)) return { word: 'unreadable', at: null };
  if (ms > Date.parse(readAt) + clockToleranceMs) return { word: 'in-the-future', at: null };
  return { word: 'seen', at: new Date(ms).toISOString() };
}

const isoInstant = /^\d{4}-\d{2}-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Every month has so many days at least. */
const daysOfEveryMonth = 28;

/** Milliseconds, or NaN. `Date.parse` alone would read free text and take 30 February for 1 March. */
function parseInstant(text: string): number {
  const day = isoInstant.exec(text)?.[1];
  if (day === undefined) return Number.NaN;
  const isInMonth = Number(day) <= daysOfEveryMonth || existsDay(text.slice(0, 'YYYY-MM-DD'.length));
  return isInMonth ? Date.parse(text) : Number.NaN;
}

function existsDay(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
