// When the product was up, coarsely: spans of signs of life, and the gaps between them that count.
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
