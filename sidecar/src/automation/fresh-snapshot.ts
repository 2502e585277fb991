// Decides whether a run may rest on the newest snapshot or needs one of its own.
import type { HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { isSameHost } from '../domain/run-mode.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';

export interface SnapshotChoice {
  readonly store: Pick<Store, 'runs' | 'settings' | 'snapshots'>;
  readonly clock: Clock;
  readonly host: Pick<HostPort, 'identify'>;
  readonly configuredUrl: string;
  readonly run: Run;
  readonly takeSnapshot: () => Promise<Snapshot>;
}

/**
 * The newest snapshot if it is fresh enough, of the Confluence that is bound (a copy answers by the same id), and nothing
 * was changed by us since; else a new one.
 */
export async function freshSnapshot(work: SnapshotChoice, definition: PolicyDefinition): Promise<Snapshot> {
  const { store, clock, configuredUrl } = work;
  const { hostId, statedUrl } = await work.host.identify();
  const { hostBinding } = await store.settings.all();
  const newest = await store.snapshots.newest();
  if (newest === null || hostBinding === null) return work.takeSnapshot();
  const sameHost = isSameHost(hostBinding, { hostId, statedUrl, configuredUrl }) && newest.hostId === hostId;
  const confirmedSince = hostBinding.confirmedBy !== null && newest.startedAt < hostBinding.boundAt;
  if (!sameHost || confirmedSince) return work.takeSnapshot();
  if (await undoesPending(work)) return work.takeSnapshot();
  const ageHours = (Date.parse(clock.now()) - Date.parse(newest.startedAt)) / 3_600_000;
  if (ageHours < 0 || ageHours > reusableHours(definition)) return work.takeSnapshot();
  const recent = await store.runs.list({ limit: 50, before: null });
  const changedSince = recent.some((run) => run.mode === 'live' && (run.finishedAt ?? '') >= newest.startedAt);
  return changedSince ? work.takeSnapshot() : newest;
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
