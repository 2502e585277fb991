// When the product was up and could read activity, coarsely: spans of both, and the times between them in which no grace passes.
import type { Instant } from '../user.ts';
import type { Gap } from './decide.ts';

/** From the first to the last sign of life. */
export interface UpSpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** A shorter silence is a restart, an update, a busy machine. */
export const toleratedGapMs = 24 * 3_600_000;

/** The silences longer than a day between the spans, and the one since the last of them. Spans come in the order of time. */
export function findGaps(spans: readonly UpSpan[], now: Instant): Gap[] {
  const gaps: Gap[] = [];
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]?.from ?? now;
    if (Date.parse(next) - Date.parse(span.until) > toleratedGapMs) gaps.push({ from: span.until, until: next });
  }
  return gaps;
}

/** From the first to the last of complete readings of activity between which none failed. */
export interface ReadingSpan extends UpSpan {
  /** A reading after the last of them failed. */
  readonly broken: boolean;
}

/**
 * From the last complete reading before one that failed to the next complete one, however long: nobody knows since when
 * Confluence could not be used, and whoever could not use it could not object.
 */
function findBlindTimes(spans: readonly ReadingSpan[], now: Instant): Gap[] {
  return spans.flatMap(({ until, broken }, index) => {
    const next = spans[index + 1]?.from ?? (broken ? now : until);
    return next > until ? [{ from: until, until: next }] : [];
  });
}

/** All times in which no grace passes, in the order of time, none overlapping another. */
export function findLostTimes(
  { up, readings }: { readonly up: readonly UpSpan[]; readonly readings: readonly ReadingSpan[] },
  now: Instant,
): Gap[] {
  const all = [...findGaps(up, now), ...findBlindTimes(readings, now)].sort((one, other) =>
    one.from < other.from ? -1 : 1,
  );
  const joined: Gap[] = [];
  for (const gap of all) {
    const last = joined.at(-1);
    if (last === undefined || gap.from > last.until) joined.push(gap);
    else if (gap.until > last.until) joined.splice(-1, 1, { from: last.from, until: gap.until });
  }
  return joined;
}
