// Once a night: erases what names people once its time is over. Two processes on one store agree by claiming the day.
import type { Clock } from '../clock.ts';
import { daysAfter } from '../domain/days-after.ts';
import { wallTimeAt } from '../domain/schedule/zone.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { keptSnapshots } from './kept-snapshots.ts';

export interface CleanerInput {
  readonly store: Pick<Store, 'retention' | 'settings' | 'snapshots'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** In which it is night. */
  readonly timeZone: string;
}

export interface Cleaner {
  /** Cleans up if it is time and nobody has; returns at once. */
  readonly wake: () => void;
  /** Resolves when no clean-up is under way any more; for tests and for the end. */
  readonly settled: () => Promise<void>;
}

/** From this hour of the day on: a night that was missed is made up for later on the same day. */
const nightHour = 3;

export function createCleaner(input: CleanerInput): Cleaner {
  let working: Promise<void> | null = null;
  let doneDay = '';
  const wake = (): void => {
    if (working !== null) return;
    const wall = wallTimeAt(input.timeZone, input.clock.now());
    const day = wall.slice(0, 10);
    if (day === doneDay || Number(wall.slice(11, 13)) < nightHour) return;
    working = cleanUp(input, day)
      .then(() => {
        doneDay = day;
      })
      .catch((error: unknown) => input.log.error({ err: error }, 'clean-up broke off'))
      .finally(() => {
        working = null;
      });
  };
  const settled = async (): Promise<void> => {
    while (working !== null) await working;
  };
  return { wake, settled };
}

async function cleanUp({ store, clock, log }: CleanerInput, day: string): Promise<void> {
  const at = clock.now();
  const { retention, approval } = await store.settings.all();
  if (!(await store.retention.claimDay(day, at))) return;
  // A plan that can still be approved is needed whole.
  const keptDays = Math.max(retention.beforeImageDays, approval.days);
  const imagesBefore = daysAfter(at, -keptDays);
  const unknownBefore = daysAfter(at, -Math.max(retention.snapshotDays, approval.days));
  const erased = await store.retention.erase({ imagesBefore, unknownBefore, keptDays, at });
  await store.snapshots.prune({ ...keptSnapshots, readBefore: daysAfter(at, -retention.snapshotDays), now: at });
  await store.retention.endDay(day, clock.now(), erased);
  log.info({ day, ...erased }, 'cleaned up');
}
