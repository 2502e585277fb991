// One reading at a time: whoever asks while a snapshot is being taken gets that one.
import type { Snapshot } from '../store/snapshots.ts';
import { type SnapshotWork, takeSnapshot } from './snapshot.ts';

/** Wraps the taking of snapshots so that callers at the same time share one. */
export function shareSnapshot(work: SnapshotWork): () => Promise<Snapshot> {
  let reading: Promise<Snapshot> | null = null;
  return () => {
    reading ??= takeSnapshot(work).finally(() => {
      reading = null;
    });
    return reading;
  };
}
