// When a request is made again and after how long: bounded, with jitter, and never where the first try may have worked.
import { type Answer, TransportFailure } from './exchange.ts';
import { isReading, type RequestSpec } from './request.ts';

export interface RetryLimits {
  /** Tries in all after faults of the network or of a proxy. */
  readonly tries: number;
  /** Tries in all while the host says that it is too busy: such a request was not performed. */
  readonly busyTries: number;
  readonly baseDelayMs: number;
  readonly longestDelayMs: number;
}

export const defaultRetryLimits: RetryLimits = { tries: 4, busyTries: 8, baseDelayMs: 200, longestDelayMs: 5_000 };

export type Attempt = Answer | TransportFailure;

/**
 * Whether the attempt may be followed by another. Reading may be repeated after resets, timeouts, 429, 502, 503, 504
 * and an answer cut short. A write only when it was clearly not performed: no connection came about, or the host
 * refused it for lack of capacity (429; 503 by its definition in HTTP).
 */
export function mayRepeat(
  spec: Pick<RequestSpec, 'method' | 'effect'>,
  attempt: Attempt,
  triesMade: number,
  limits: RetryLimits,
): boolean {
  if (attempt instanceof TransportFailure) {
    if (!attempt.retryable || triesMade >= limits.tries) return false;
    return isReading(spec) || attempt.arrived === 'no';
  }
  if (isBusy(attempt)) return triesMade < limits.busyTries;
  if (!isReading(spec) || triesMade >= limits.tries) return false;
  return attempt.status === 502 || attempt.status === 504 || (attempt.status < 300 && attempt.malformed);
}

/** How long to wait before the next try: what the host asked for, or exponential back-off with full jitter. */
export function pauseBeforeRepeat(
  { triesMade, askedMs }: { triesMade: number; askedMs: number | null },
  limits: RetryLimits,
  random: () => number,
): number {
  const ceilingMs = Math.min(limits.longestDelayMs, limits.baseDelayMs * 2 ** (triesMade - 1));
  const jitterMs = Math.round(random() * ceilingMs);
  return askedMs === null || askedMs === 0 ? jitterMs : askedMs + Math.round(random() * limits.baseDelayMs);
}

/** Whether the host says that it has no time for us now. */
export function isBusy({ status }: Pick<Answer, 'status'>): boolean {
  return status === 429 || status === 503;
}

/** The `retry-after` of an answer in milliseconds, given in seconds or as a date; null where there is none. */
export function readRetryAfterMs({ header }: Pick<Answer, 'header'>, nowMs: number): number | null {
  const value = header('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  const seconds = Number(value);
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(delayMs) ? Math.max(0, delayMs) : null;
}
