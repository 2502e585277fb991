// Has Confluence read for policies that wait for events, as often as they want it, and never two readings at a time.
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type EventKind, type EventTrigger, isReadingDue } from '../domain/event.ts';
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
  /** There may be news: the next look reads for every policy that waits, once the last reading is a minute old. */
  readonly hint: () => void;
  /** Resolves when no reading is under way any more. */
  readonly settled: () => Promise<void>;
}

/** However often somebody says that there may be news, Confluence is left alone this long after a reading. */
const restMinutes = 1;

export function watchNews({ store, clock, log, readNews, onRead }: NewsWatchInput): NewsWatch {
  const readAt = new Map<EventKind, Instant>();
  let reading: Promise<void> | null = null;
  let endedAt: Instant | null = null;
  let hintedAt: Instant | null = null;

  const begin = (kinds: ReadonlySet<EventKind>, now: Instant): void => {
    for (const kind of kinds) readAt.set(kind, now);
    reading = readNews(kinds)
      .catch((error: unknown) => {
        const code = error instanceof HostFailure ? error.code : 'internal_error';
        log.warn({ err: error, code }, 'nothing new could be read, will be tried again');
      })
      .finally(() => {
        reading = null;
        endedAt = clock.now();
        onRead();
      });
  };

  return {
    consider: async (policies) => {
      const triggers = policies.flatMap(({ definition }) => definition.on ?? []);
      if (reading !== null || triggers.length === 0) return;
      const readFrom = (await store.snapshots.newest())?.startedAt ?? null;
      const now = clock.now();
      // What was hinted at before everything was read is in that reading.
      if (hintedAt !== null && readFrom !== null && readFrom > hintedAt) hintedAt = null;
      const hinted = hintedAt !== null && isReadingDue(restMinutes, known(endedAt), now);
      const isDue = ({ event, everyMinutes }: EventTrigger): boolean =>
        hinted || isReadingDue(everyMinutes, known(readFrom, readAt.get(event)), now);
      const due = triggers.filter(isDue);
      if (due.length === 0) return;
      // One try a hint: whoever cannot be asked now is asked again when the policies want it.
      if (hinted) hintedAt = null;
      begin(new Set(due.map(({ event }) => event)), now);
    },
    hint: () => {
      hintedAt = clock.now();
    },
    settled: async () => {
      while (reading !== null) await reading;
    },
  };
}

function known(...instants: readonly (Instant | null | undefined)[]): Instant[] {
  return instants.filter((at) => at !== null && at !== undefined);
}
