// Has Confluence read for policies that wait for events, as often as they want it, and never two readings at a time.
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type EventKind, isReadingDue } from '../domain/event.ts';
import type { Instant } from '../domain/user.ts';
import type { Log } from '../log.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { Store } from '../store/store.ts';

export interface NewsWatchInput {
  readonly store: Pick<Store, 'snapshots'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Reads whether there is anything new of these kinds, and everything if there is. */
  readonly readNews: (kinds: ReadonlySet<EventKind>) => Promise<void>;
  /** Told after every reading. */
  readonly onRead: () => void;
}

export interface NewsWatch {
  /** Begins a reading if one is due for any of the policies; does not wait for it. */
  readonly consider: (policies: readonly StoredPolicy[]) => Promise<void>;
  /** Resolves when no reading is under way any more. */
  readonly settled: () => Promise<void>;
}

export function watchNews({ store, clock, log, readNews, onRead }: NewsWatchInput): NewsWatch {
  const readAt = new Map<EventKind, Instant>();
  let reading: Promise<void> | null = null;
  return {
    consider: async (policies) => {
      const triggers = policies.flatMap(({ definition }) => definition.on ?? []);
      if (reading !== null || triggers.length === 0) return;
      const newest = await store.snapshots.newest();
      const now = clock.now();
      const due = triggers.filter(({ event, everyMinutes }) => {
        const readings = [newest?.startedAt, readAt.get(event)].filter((at) => at !== undefined);
        return isReadingDue(everyMinutes, readings, now);
      });
      if (due.length === 0) return;
      const kinds = new Set(due.map(({ event }) => event));
      for (const kind of kinds) readAt.set(kind, now);
      reading = readNews(kinds)
        .catch((error: unknown) => {
          const code = error instanceof HostFailure ? error.code : 'internal_error';
          log.warn({ err: error, code }, 'nothing new could be read, will be tried again');
        })
        .finally(() => {
          reading = null;
          onRead();
        });
    },
    settled: async () => {
      while (reading !== null) await reading;
    },
  };
}
