// Decides whether a run may rest on the newest snapshot or needs one of its own.
import type { HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { isSameHost } from '../domain/run-mode.ts';
import type { Instant } from '../domain/user.ts';
import { everyRun } from '../store/every-run.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';

export interface SnapshotChoice {
  readonly store: Pick<Store, 'journal' | 'runs' | 'settings' | 'snapshots'>;
  readonly clock: Clock;
  readonly host: Pick<HostPort, 'identify'>;
  readonly configuredUrl: string;
  readonly run: Run;
  /** Shares a reading that is under way if it began after that instant. */
  readonly takeSnapshot: (after?: Instant) => Promise<Snapshot>;
}

/**
 * The newest snapshot if it is fresh enough, of the Confluence that is bound (a copy answers by the same id), and nothing
 * was changed by us since; else a new one. What began before our last change is not taken for new: nobody can say which
 * of its users were read before it.
 */
export async function freshSnapshot(work: SnapshotChoice, definition: PolicyDefinition): Promise<Snapshot> {
  const { store, clock, configuredUrl, run } = work;
  const { hostId, statedUrl } = await work.host.identify();
  const { hostBinding } = await store.settings.all();
  const newest = await store.snapshots.newest();
  const changedAt = await lastChangeOf(work, newest);
  // What an undo takes back, and what Confluence has read of it by the time somebody asks, must be in its reading.
  const askedAt = run.trigger.kind === 'undo' ? run.requestedAt : '';
  const boundAt = hostBinding?.confirmedBy == null ? '' : hostBinding.boundAt;
  const takeSnapshot = () => work.takeSnapshot(latestOf([changedAt, askedAt, boundAt]));
  if (newest === null || hostBinding === null) return takeSnapshot();
  const sameHost = isSameHost(hostBinding, { hostId, statedUrl, configuredUrl }) && newest.hostId === hostId;
  if (!sameHost || newest.startedAt < boundAt) return takeSnapshot();
  if (await undoesPending(work)) return takeSnapshot();
  const ageHours = (Date.parse(clock.now()) - Date.parse(newest.startedAt)) / 3_600_000;
  if (ageHours < 0 || ageHours > reusableHours(definition)) return takeSnapshot();
  return newest.startedAt <= changedAt ? takeSnapshot() : newest;
}

/**
 * When we last changed anything, as far as it is not before that snapshot: now, while a live run that has begun to act is
 * open, be it at work or held; else when the last live run ended. The empty text, before every instant, where there is none.
 */
async function lastChangeOf({ store, clock }: SnapshotChoice, newest: Snapshot | null): Promise<Instant> {
  // Open ones first: what ends in between is among the ended.
  for await (const { id } of everyRun(store.runs, { mode: 'live', standing: 'open' })) {
    const [begun] = await store.journal.rows({ runId: id, after: 0, limit: 1 });
    if (begun !== undefined) return clock.now();
  }
  let changedAt = '';
  for await (const { finishedAt } of everyRun(store.runs, { mode: 'live', finishedSince: newest?.startedAt })) {
    changedAt = latestOf([changedAt, finishedAt ?? '']);
  }
  return changedAt;
}

function latestOf(instants: readonly Instant[]): Instant {
  return instants.reduce((latest, one) => (one > latest ? one : latest), '');
}

/** A reading from before Confluence read its directory shows the state before the run, and must not pass for the present. */
async function undoesPending({ store, run: { trigger } }: SnapshotChoice): Promise<boolean> {
  if (trigger.kind !== 'undo') return false;
  const { steps } = await store.runs.counts(trigger.of);
  return (steps['pending-synchronisation'] ?? 0) > 0;
}

/** A nightly run finds last night's snapshot just short of a day old: it must not grow too old while the plan is made. */
function reusableHours({ limits }: PolicyDefinition): number {
  return limits.snapshotMaxAgeHours - Math.min(1, limits.snapshotMaxAgeHours / 2);
}
