// The time, in one place: tests move it by hand, everything else asks here.
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** The present instant, ISO-8601 UTC with milliseconds. */
  readonly now: () => string;
  /** Waits; resolves early, without an error, when the signal is aborted. */
  readonly sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: async (durationMs, signal) => {
    try {
      await delay(durationMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
  },
};
