// What a criterion asks of an own field, told apart, with days made of "days ago".
import { type DayRange, dayBefore } from '../field.ts';
import type { Instant } from '../user.ts';

/** Exactly one of the questions is set; the wire schema has seen to it. */
export interface FieldQuestion {
  readonly key: string;
  /** Globs over the value, without regard to case. */
  readonly is?: readonly string[];
  /** A calendar day, `2026-03-01`. */
  readonly before?: string;
  readonly beforeDaysAgo?: number;
  readonly after?: string;
  readonly afterDaysAgo?: number;
  /** Whether there is no value at all. */
  readonly absent?: boolean;
}

export type OpenFieldQuestion =
  | { readonly kind: 'is'; readonly globs: readonly string[] }
  | { readonly kind: 'before' | 'after'; readonly day: DayRange }
  | { readonly kind: 'absent'; readonly wanted: boolean };

export function openFieldQuestion(question: FieldQuestion, now: Instant): OpenFieldQuestion {
  const { is, before, beforeDaysAgo, after, afterDaysAgo, absent = true } = question;
  if (is !== undefined) return { kind: 'is', globs: is };
  if (before !== undefined) return { kind: 'before', day: { first: before, last: before } };
  if (beforeDaysAgo !== undefined) return { kind: 'before', day: dayBefore(now, beforeDaysAgo) };
  if (after !== undefined) return { kind: 'after', day: { first: after, last: after } };
  if (afterDaysAgo !== undefined) return { kind: 'after', day: dayBefore(now, afterDaysAgo) };
  return { kind: 'absent', wanted: absent };
}
