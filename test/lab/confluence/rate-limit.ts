// Confluence's rate limiting: one token bucket per user, refilled once a second, told in headers on every answer.

export type RateLimit = { fillRate: number; capacity: number };

type RateVerdict = { allowed: boolean; headers: Record<string, string> };

export type RateLimiter = { take: (userKey: string) => RateVerdict };

const INTERVAL_MS = 1000;

type Bucket = { tokens: number; filledAtMs: number };

/** Buckets run on real time, whatever the lab's clock is put to. */
export function createRateLimiter(limit: RateLimit, nowMs: () => number = () => performance.now()): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    take: (userKey) => {
      const now = nowMs();
      const bucket = buckets.get(userKey) ?? { tokens: limit.capacity, filledAtMs: now };
      buckets.set(userKey, bucket);
      refill(bucket, limit, now);
      const allowed = bucket.tokens > 0;
      if (allowed) bucket.tokens -= 1;
      const waitSeconds = bucket.tokens > 0 ? 0 : Math.ceil((bucket.filledAtMs + INTERVAL_MS - now) / 1000);
      return {
        allowed,
        headers: {
          'x-ratelimit-limit': String(limit.capacity),
          'x-ratelimit-remaining': String(bucket.tokens),
          'x-ratelimit-interval-seconds': String(INTERVAL_MS / 1000),
          'x-ratelimit-fillrate': String(limit.fillRate),
          'retry-after': String(waitSeconds),
        },
      };
    },
  };
}

function refill(bucket: Bucket, limit: RateLimit, nowMs: number): void {
  const intervals = Math.floor((nowMs - bucket.filledAtMs) / INTERVAL_MS);
  if (intervals <= 0) return;
  bucket.tokens = Math.min(limit.capacity, bucket.tokens + intervals * limit.fillRate);
  bucket.filledAtMs += intervals * INTERVAL_MS;
}
