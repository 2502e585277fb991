// A clock moved by hand: it runs like the machine's own, shifted by what the test has added.
import { type Clock, systemClock } from '../../sidecar/src/clock.ts';

export interface MovableClock extends Clock {
  readonly advanceMs: (ms: number) => void;
  readonly setTo: (instant: string) => void;
}

/** Starts at the machine's time, or at the given instant. */
export function createMovableClock(startAt?: string): MovableClock {
  let shiftMs = startAt === undefined ? 0 : Date.parse(startAt) - Date.now();
  return {
    now: () => new Date(Date.now() + shiftMs).toISOString(),
    sleep: systemClock.sleep,
    advanceMs: (ms) => {
      shiftMs += ms;
    },
    setTo: (instant) => {
      shiftMs = Date.parse(instant) - Date.now();
    },
  };
}
