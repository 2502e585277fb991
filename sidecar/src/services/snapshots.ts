// Snapshots for people who look: the newest one with its age, and the wish for a new one.
import type { Instant } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import { accountsSource, type DirectoryFaultKind, namesSource } from '../store/accounts.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { refuseWhileStopped } from './process.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** The newest finished snapshot; throws `no_snapshot` before the first one. */
export async function newestSnapshot({ store }: Pick<ServiceContext, 'store'>): Promise<Snapshot> {
  const snapshot = await store.snapshots.newest();
  if (snapshot === null) throw new ProductError('no_snapshot');
  return snapshot;
}

export interface AgedSnapshot {
  readonly snapshot: Snapshot;
  /** Whole seconds since its reading started. */
  readonly ageSeconds: number;
  readonly accounts: AccountsFound;
}

/** How completely accounts are known, and what is at odds between directories; null where nothing tells. */
export interface AccountsFound {
  readonly known: 'untold' | 'partly' | 'complete';
  readonly faults: Readonly<Record<DirectoryFaultKind, number | null>>;
}

/** The newest snapshot with its age now. */
export async function lookAtNewestSnapshot(context: Pick<ServiceContext, 'store' | 'clock'>): Promise<AgedSnapshot> {
  const snapshot = await newestSnapshot(context);
  const ageMs = Date.parse(context.clock.now()) - Date.parse(snapshot.startedAt);
  const accounts = await countFaults(context, snapshot);
  return { snapshot, ageSeconds: Math.max(0, Math.floor(ageMs / 1000)), accounts };
}

/** Unsynced and shared names are told by the database alone. */
async function countFaults(
  { store }: Pick<ServiceContext, 'store'>,
  { id, sources }: Snapshot,
): Promise<AccountsFound> {
  const reading = sources.find(({ source }) => source === accountsSource);
  const namesTold = sources.some(({ source, state }) => source === namesSource && state === 'complete');
  const counts = await store.snapshots.directoryFaultCounts(id);
  const known = reading === undefined ? 'untold' : reading.state === 'complete' ? 'complete' : 'partly';
  const count = (kind: DirectoryFaultKind, told: boolean) => (told ? (counts[kind] ?? 0) : null);
  return {
    known,
    faults: {
      shadowed: count('shadowed', known !== 'untold'),
      'spelled-differently': count('spelled-differently', known !== 'untold'),
      unsynced: count('unsynced', namesTold),
      'no-folded-name': count('no-folded-name', namesTold),
      'shared-folded-name': count('shared-folded-name', namesTold),
    },
  };
}

/** Wakes the reading of Confluence; throws `emergency_stop` while everything is held. */
export async function requestSnapshot(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  actor: Actor,
): Promise<{ requestedAt: Instant; newestSnapshotId: number | null }> {
  await refuseWhileStopped({ store });
  const requestedAt = clock.now();
  const newest = await store.snapshots.newest();
  await store.audit.append({ at: requestedAt, actor, event: 'snapshot.requested', details: {} });
  wake.snapshot();
  return { requestedAt, newestSnapshotId: newest?.id ?? null };
}
