// How everything stands, for people who look in the morning: every user of the newest snapshot counted once.
import { whoIsProtected } from '../domain/standing.ts';
import type { ActivityBuckets, Snapshot, Standing } from '../store/snapshots.ts';
import type { ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export interface Overview {
  readonly snapshot: Snapshot;
  readonly inactiveDays: number;
  readonly standing: Standing;
}

/** Throws `no_snapshot` before the first one. */
export async function describeOverview(
  context: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  inactiveDays: number,
): Promise<Overview> {
  const { store, clock, config } = context;
  const snapshot = await newestSnapshot(context);
  const now = clock.now();
  const exemptions = await store.exemptions.active(now);
  const standing = await store.snapshots.standing({
    snapshotId: snapshot.id,
    now,
    inactiveDays,
    ...whoIsProtected({ exemptions, roleGroups: config.groups }),
  });
  return { snapshot, inactiveDays, standing };
}

/** Days at which the buckets end: fine where policies look, wide where nobody does any more. */
const limitDays = [1, 7, 30, 60, 90, 120, 180, 270, 365, 730];

export interface ActivityHistogram {
  readonly snapshot: Snapshot;
  readonly buckets: ActivityBuckets;
}

/** Throws `no_snapshot` before the first one. */
export async function describeActivity(context: Pick<ServiceContext, 'store' | 'clock'>): Promise<ActivityHistogram> {
  const snapshot = await newestSnapshot(context);
  const input = { snapshotId: snapshot.id, now: context.clock.now(), limitDays };
  return { snapshot, buckets: await context.store.snapshots.activityHistogram(input) };
}
