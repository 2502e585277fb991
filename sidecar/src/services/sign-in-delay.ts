// Slows down guessing: after a few failures an address or a username has to wait, longer each time.
import type { Clock } from '../clock.ts';
import { foldName } from '../domain/user.ts';

export interface SignInAttempt {
  /** Uncounts the attempt: the credentials were good, or nobody could judge them. Earlier failures stay counted. */
  readonly takeBack: () => void;
}

export interface SignInDelay {
  /**
   * Counts an attempt as a failure until it is taken back, so that attempts made at the same time count too. While the
   * address or the username has to wait, nothing is counted and the seconds to wait come back.
   */
  readonly begin: (who: {
    address: string;
    username: string | null;
  }) => SignInAttempt | { readonly waitSeconds: number };
}

interface Failures {
  readonly count: number;
  readonly waitUntilMs: number;
  readonly forgetAtMs: number;
}

const none: Failures = { count: 0, waitUntilMs: 0, forgetAtMs: 0 };
const freeFailures = 3;
const forgetAfterMs = 15 * 60_000;
/** A username waits less long: others can fail in its name. */
const longestWaitMs = { address: 5 * 60_000, username: 60_000 } as const;
/** Beyond this the oldest are forgotten, so that guessing cannot fill the memory. */
const keptKeys = 10_000;

/** Starts without any failures; nothing is kept over a restart. */
export function openSignInDelay(clock: Pick<Clock, 'now'>): SignInDelay {
  const failures = new Map<string, Failures>();

  const find = (key: string, nowMs: number): Failures => {
    const known = failures.get(key) ?? none;
    return known.forgetAtMs > nowMs ? known : none;
  };

  const countFailure = (key: string, longestMs: number, nowMs: number): (() => void) => {
    const before = find(key, nowMs);
    const count = before.count + 1;
    const waitMs = count < freeFailures ? 0 : Math.min(1000 * 2 ** (count - freeFailures), longestMs);
    const after = { count, waitUntilMs: nowMs + waitMs, forgetAtMs: nowMs + forgetAfterMs };
    failures.delete(key);
    failures.set(key, after);
    for (const oldest of failures.keys()) {
      if (failures.size <= keptKeys) break;
      failures.delete(oldest);
    }
    return () => {
      const now = failures.get(key);
      if (now === undefined) return;
      const waitUntilMs = now === after ? before.waitUntilMs : now.waitUntilMs;
      failures.set(key, { ...now, count: now.count - 1, waitUntilMs });
    };
  };

  return {
    begin({ address, username }) {
      const nowMs = Date.parse(clock.now());
      const keys = [{ key: `address ${address}`, longestMs: longestWaitMs.address }];
      if (username !== null) keys.push({ key: `username ${foldName(username)}`, longestMs: longestWaitMs.username });
      const waitMs = Math.max(...keys.map(({ key }) => find(key, nowMs).waitUntilMs - nowMs));
      if (waitMs > 0) return { waitSeconds: Math.ceil(waitMs / 1000) };
      const undo = keys.map(({ key, longestMs }) => countFailure(key, longestMs, nowMs));
      return {
        takeBack() {
          for (const step of undo) step();
        },
      };
    },
  };
}
