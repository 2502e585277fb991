// How long runs have been waiting, by looks that follow each other; in memory, so a new process counts anew.
import type { Clock } from '../clock.ts';

export interface Waiting {
  /** Notes a look; how long the run has been waiting by it, counted from the first one since it stopped. */
  readonly waitedMs: (runId: number) => number;
  readonly stop: (runId: number) => void;
}

/** Looks come half a minute apart, or some minutes where the host is slow. Later than that, nobody was waiting meanwhile. */
const mostBetweenMs = 300_000;

/** Time in which nobody looked (quiet times, a pause, a stop, another run) is no waiting: it begins anew after that. */
export function countWaiting(clock: Pick<Clock, 'now'>): Waiting {
  const waiting = new Map<number, { readonly waitedMs: number; readonly lookedAtMs: number }>();
  return {
    waitedMs: (runId) => {
      const nowMs = Date.parse(clock.now());
      const before = waiting.get(runId) ?? { waitedMs: 0, lookedAtMs: nowMs };
      // A clock that was set back adds nothing.
      const sinceMs = Math.max(0, nowMs - before.lookedAtMs);
      const waitedMs = sinceMs > mostBetweenMs ? 0 : before.waitedMs + sinceMs;
      waiting.set(runId, { waitedMs, lookedAtMs: nowMs });
      return waitedMs;
    },
    stop: (runId) => void waiting.delete(runId),
  };
}
