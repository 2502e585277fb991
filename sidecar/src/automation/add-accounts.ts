// Reads the accounts of every directory while a snapshot is taken, and puts them down beside its users.
import type { DirectorySources, SiteAccounts } from '../adapters/ports.ts';
import type { SourceReading } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import type { JoinedAccounts } from './snapshot-accounts.ts';

/** Starts reading; null where nothing here tells accounts, so that nothing is asked at all. */
export async function readAccounts(sources: DirectorySources): Promise<SiteAccounts | null> {
  return sources.tellAccounts ? sources.read() : null;
}

interface SnapshotInto {
  readonly store: Pick<Store, 'snapshots'>;
  readonly snapshotId: number;
}

/** Adds what was read of the users' accounts; gives how completely each directory was read. */
export async function addAccounts(
  { store, snapshotId }: SnapshotInto,
  joined: JoinedAccounts | null,
): Promise<readonly SourceReading[]> {
  if (joined === null) return [];
  const { directories, accounts, faults, readings } = joined;
  await store.snapshots.addDirectories(snapshotId, directories);
  await store.snapshots.addAccounts(snapshotId, accounts);
  await store.snapshots.addDirectoryFaults(snapshotId, faults);
  return readings;
}
