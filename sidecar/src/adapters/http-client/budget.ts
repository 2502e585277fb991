// Our view of the host's token bucket, shared by all callers, so that we pace ourselves instead of running into 429.

export interface Budget {
  /** Takes one token and says how many milliseconds to wait before using it. Every `reserve` needs one `settle`. */
  readonly reserve: (nowMs: number) => number;
  /** Gives account of a reserved token: what the answer said of the bucket, or null where there was none. */
  readonly settle: (reading: BudgetReading | null, nowMs: number) => void;
  /** Nobody starts a request before this instant. */
  readonly holdUntil: (untilMs: number) => void;
  /** How long everybody is still held; may have begun while one waited for a token. */
  readonly heldMs: (nowMs: number) => number;
}

/** The bucket as an answer's headers tell it (`X-RateLimit-…`, Data Center only; Atlassian "Rate limiting" page). */
export interface BudgetReading {
  readonly capacity: number;
  readonly remaining: number;
  readonly fillPerMs: number;
}

/** Reads the rate limit headers; null unless all of them make sense (a Server licence sends none). */
export function readBudget(header: (name: string) => string | undefined): BudgetReading | null {
  const capacity = numberOf(header('x-ratelimit-limit'));
  const remaining = numberOf(header('x-ratelimit-remaining'));
  const intervalSeconds = numberOf(header('x-ratelimit-interval-seconds'));
  const fillRate = numberOf(header('x-ratelimit-fillrate'));
  const fillPerMs = fillRate / (intervalSeconds * 1000);
  if (!Number.isFinite(remaining) || !Number.isFinite(fillPerMs) || fillPerMs <= 0) return null;
  return { capacity: Number.isFinite(capacity) ? capacity : remaining, remaining: Math.max(0, remaining), fillPerMs };
}

function numberOf(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}

/** Starts without a view: until the host speaks of limits, nobody waits. */
export function createBudget(): Budget {
  let view: { capacity: number; tokens: number; fillPerMs: number; atMs: number } | null = null;
  let unsettled = 0;
  let heldUntilMs = 0;
  const heldMs = (nowMs: number) => Math.max(0, heldUntilMs - nowMs);

  return {
    reserve: (nowMs) => {
      unsettled += 1;
      const waitMs = heldMs(nowMs);
      if (view === null) return waitMs;
      const refilled = view.tokens + Math.max(0, nowMs - view.atMs) * view.fillPerMs;
      const tokens = Math.min(view.capacity, refilled) - 1;
      view = { ...view, tokens, atMs: nowMs };
      return Math.max(waitMs, tokens >= 0 ? 0 : Math.ceil(-tokens / view.fillPerMs));
    },
    settle: (reading, nowMs) => {
      unsettled -= 1;
      if (reading === null) return;
      // Requests still on their way may not be in the host's count yet: assume that none is.
      const tokens = Math.min(reading.capacity, reading.remaining) - unsettled;
      view = { capacity: reading.capacity, fillPerMs: reading.fillPerMs, tokens, atMs: nowMs };
    },
    holdUntil: (untilMs) => {
      heldUntilMs = Math.max(heldUntilMs, untilMs);
    },
    heldMs,
  };
}
