// One reading at a time: whoever asks while a snapshot is being taken gets that one, unless it began too early for them.
import type { Instant } from '../domain/user.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { type FeedSource, takeFeedTokens } from './directory-feeds.ts';
import { type LicenceDayWork, noteLicenceDay } from './note-licence-day.ts';
import { type SnapshotWork, takeSnapshot } from './snapshot.ts';
import { type LicenceWatch, watchLicence } from './watch-licence.ts';

export interface SharedWork extends SnapshotWork, Omit<LicenceDayWork, 'store'> {
  readonly store: SnapshotWork['store'] &
    LicenceDayWork['store'] &
    LicenceWatch['store'] &
    Pick<Store, 'stages' | 'directoryFeeds'>;
  readonly directories: readonly FeedSource[];
}

/**
 * Wraps the taking of snapshots so that callers at the same time share one. A reading under way that did not begin after
 * the instant asked for is waited for, and another one is taken; one that begins now is always late enough.
 */
export function shareSnapshot(work: SharedWork): (after?: Instant) => Promise<Snapshot> {
  let reading: Promise<Snapshot> | null = null;
  const share = () => {
    reading ??= takeAndNote(work).finally(() => {
      reading = null;
    });
    return reading;
  };
  return async (after) => {
    const underWay = reading !== null;
    const snapshot = await share();
    return underWay && after !== undefined && snapshot.startedAt <= after ? share() : snapshot;
  };
}

/**
 * The tokens of the directories' feeds are from before the reading, so that what changes meanwhile is named later. Whether
 * activity was read completely is noted: the grace of staged policies depends on it.
 */
async function takeAndNote(work: SharedWork): Promise<Snapshot> {
  const { store, clock } = work;
  try {
    const tokens = await takeFeedTokens(work.directories, clock);
    const snapshot = await takeSnapshot(work);
    await store.directoryFeeds.renew(tokens);
    const day = await noteLicenceDay(work, snapshot);
    await watchLicence({ store, day });
    await store.stages.noteReading({ at: clock.now(), complete: isActivityComplete(snapshot) });
    return snapshot;
  } catch (error) {
    await store.stages.noteReading({ at: clock.now(), complete: false });
    throw error;
  }
}

/** Whether everything that must tell of activity was read in full, and not from something outdated. */
function isActivityComplete({ sources }: Snapshot): boolean {
  const required = sources.filter(({ evidence }) => evidence?.importance === 'required');
  return required.length > 0 && required.every(({ state, evidence }) => state === 'complete' && !evidence?.stale);
}
