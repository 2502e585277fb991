// Whether somebody whose access was taken came back soon: yes, no, or not known. Silence is no "no".
import { daysAfter } from '../days-after.ts';
import type { Instant } from '../user.ts';

/** What is known of one user after one run took something from them. */
export interface TakenAccess {
  readonly doneAt: Instant;
  /** When a later run of ours gave it back; null where none did. */
  readonly givenBackAt: Instant | null;
  /** When a reading first showed it undone; null where none has. */
  readonly seenUndoneAt: Instant | null;
}

export type Return = 'back' | 'stayed' | 'too-early' | 'unknown';

export interface ReturnInput extends TakenAccess {
  readonly withinDays: number;
  readonly now: Instant;
  /** When Confluence was read, ascending; only what was read tells that nothing came undone. */
  readonly readings: readonly Instant[];
}

/** Readings look for what came undone only so long after the change. */
export const watchedDays = 30;

/** Judges one user. `stayed` takes a reading after the time was up that did not show it undone, within the days it is looked for. */
export function judgeReturn(input: ReturnInput): Return {
  const { doneAt, givenBackAt, seenUndoneAt, withinDays, now, readings } = input;
  const end = daysAfter(doneAt, withinDays);
  if (isWithin(givenBackAt, end) || isWithin(seenUndoneAt, end)) return 'back';
  if (now < end) return 'too-early';
  // Given back later by our own hand: until then it was as we had left it.
  if (givenBackAt !== null && seenUndoneAt === null) return 'stayed';
  const looked = daysAfter(doneAt, watchedDays);
  const held = readings.some((at) => at >= end && at <= looked && (seenUndoneAt === null || at < seenUndoneAt));
  return held ? 'stayed' : 'unknown';
}

function isWithin(at: Instant | null, end: Instant): boolean {
  return at !== null && at <= end;
}

export interface RegretFigures {
  readonly users: number;
  readonly back: number;
  readonly stayed: number;
  readonly tooEarly: number;
  readonly unknown: number;
  /** Of those known either way, the share that came back; null where nobody is known. */
  readonly rate: number | null;
}

/** Counts users; each of them came back as soon as one thing that was taken is back, and stayed only if all of it did. */
export function countReturns(users: Iterable<readonly Return[]>): RegretFigures {
  const counts: Record<Return, number> = { back: 0, stayed: 0, 'too-early': 0, unknown: 0 };
  for (const returns of users) counts[worstOf(returns)] += 1;
  const { back, stayed, unknown } = counts;
  const known = back + stayed;
  const tooEarly = counts['too-early'];
  return {
    users: known + unknown + tooEarly,
    back,
    stayed,
    tooEarly,
    unknown,
    rate: known === 0 ? null : back / known,
  };
}

function worstOf(returns: readonly Return[]): Return {
  const order: readonly Return[] = ['back', 'too-early', 'unknown'];
  return order.find((one) => returns.includes(one)) ?? 'stayed';
}
