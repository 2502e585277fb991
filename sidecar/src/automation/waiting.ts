// How long runs have been waiting, by looks that follow each other; in memory, so a new process counts anew.
import type { Clock } from '../clock.ts';

export interface Waiting {
  /** Notes a look; how long the run has been waiting by it, counted from the first one since it stopped. */
  readonly waitedMs: (runId: number) => number;
  readonly stop: (runId: number) => void;
}

/** Looks come half a minute apart, or some minutes where the host is slow. Later than that, nobody was waiting meanwhile. */
const mostBetweenMs = 300_000;

/**
 * Time in which nobody looked (quiet times, a pause, a stop, another run) is no waiting. What is waited for may be something
 * else after it, so that the waiting begins anew, or still the same, so that it goes on from where it was, and a little more:
 * where every look is long in coming it ends as well.
 */
export function countWaiting(clock: Pick<Clock, 'now'>, unseen: 'begins-anew' | 'goes-on'): Waiting {
  const waiting = new Map<number, { readonly waitedMs: number; readonly lookedAtMs: number }>();
  return {
    waitedMs: (runId) => {
      const nowMs = Date.parse(clock.now());
      const before = waiting.get(runId) ?? { waitedMs: 0, lookedAtMs: nowMs };
      // A clock that was set back adds nothing.
      const sinceMs = Math.max(0, nowMs - before.lookedAtMs);
      const anew = unseen === 'begins-anew' && sinceMs > mostBetweenMs;
      const waitedMs = anew ? 0 : before.waitedMs + Math.min(sinceMs, mostBetweenMs);
      waiting.set(runId, { waitedMs, lookedAtMs: nowMs });
      return waitedMs;
    },
    stop: (runId) => void waiting.delete(runId),
  };
}
