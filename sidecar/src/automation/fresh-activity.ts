// Activity read again while a run is under way, by whole pages, so that somebody who signed in after the snapshot is seen.
import { type HostActivity, HostFailure, type HostPort, type ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type Activity, activityFromReading } from '../domain/activity.ts';
import type { UserKey } from '../domain/user.ts';

/** A reading this old is read again before the next user. */
const maxAgeMs = 10 * 60_000;

export interface FreshActivity {
  /** The user's activity, at most ten minutes old; unknown where the source failed or does not cover the user. */
  readonly of: (userKey: UserKey) => Promise<Activity>;
}

interface Reading {
  readonly rows: ReadonlyMap<UserKey, HostActivity>;
  readonly state: 'complete' | 'failed' | 'absent';
  readonly readAt: string;
}

/** Reads nothing until it is first asked; callers that ask at the same time share one reading. */
export function createFreshActivity(host: HostPort, reads: ReadPort, clock: Clock): FreshActivity {
  let reading: Promise<Reading> | null = null;
  let startedMs = Number.NEGATIVE_INFINITY;
  return {
    of: async (userKey) => {
      const nowMs = Date.parse(clock.now());
      if (reading === null || nowMs - startedMs > maxAgeMs) {
        startedMs = nowMs;
        reading = readAll(host, reads, clock);
      }
      const { rows, state, readAt } = await reading;
      const row = rows.get(userKey);
      if (row !== undefined) return activityFromReading({ lastLogin: row.lastLogin, source: 'users.activity', readAt });
      if (state === 'absent') return { state: 'unknown', reason: 'no-source' };
      return { state: 'unknown', reason: state === 'complete' ? 'not-covered' : 'source-failed' };
    },
  };
}

async function readAll(host: HostPort, reads: ReadPort, clock: Clock): Promise<Reading> {
  const rows = new Map<UserKey, HostActivity>();
  const told = (state: Reading['state']): Reading => ({ rows, state, readAt: clock.now() });
  try {
    const capabilities = await host.capabilities();
    if (!capabilities.some((one) => one.capability === 'users.activity' && one.present)) return told('absent');
    for await (const page of reads.listActivity()) for (const row of page) rows.set(row.userKey, row);
    return told('complete');
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return told('failed');
  }
}
