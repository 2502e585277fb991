// The lab's clock: runs with real time, and can be put to any instant or moved by days.

export type Clock = {
  /** Epoch milliseconds of the lab's present. */
  nowMs: () => number;
  setTo: (epochMs: number) => void;
  advanceDays: (days: number) => void;
};

export const DAY_MS = 86_400_000;

/** Beyond these the clock cannot be put: every instant the lab derives from it must still be one that can be written. */
export const EARLIEST_MS = 0;
export const LATEST_MS = Date.UTC(9999, 11, 31);

export function createClock(startEpochMs?: number): Clock {
  let offsetMs = startEpochMs === undefined ? 0 : startEpochMs - Date.now();
  return {
    nowMs: () => Date.now() + offsetMs,
    setTo: (epochMs) => {
      offsetMs = epochMs - Date.now();
    },
    advanceDays: (days) => {
      offsetMs += days * DAY_MS;
    },
  };
}

export function formatInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
