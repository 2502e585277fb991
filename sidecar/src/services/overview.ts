// How everything stands, for people who look in the morning: every user of the newest snapshot counted once.
import { leavesOf } from '../domain/criteria/leaves.ts';
import { whoIsProtected } from '../domain/standing.ts';
import type { StoredPolicy } from '../store/policies.ts';
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
  /** Days without activity that policies in use ask for, ascending, with the names of these policies. */
  readonly thresholds: readonly { readonly days: number; readonly policies: readonly string[] }[];
  readonly buckets: ActivityBuckets;
}

/** Throws `no_snapshot` before the first one. */
export async function describeActivity(context: Pick<ServiceContext, 'store' | 'clock'>): Promise<ActivityHistogram> {
  const snapshot = await newestSnapshot(context);
  const input = { snapshotId: snapshot.id, now: context.clock.now(), limitDays };
  const buckets = await context.store.snapshots.activityHistogram(input);
  return { snapshot, buckets, thresholds: listThresholds(await context.store.policies.list()) };
}

function listThresholds(policies: readonly StoredPolicy[]): ActivityHistogram['thresholds'] {
  const asked = policies.flatMap(({ definition: { criteria, name } }) => {
    const days = [...leavesOf(criteria)].flatMap((leaf) => (leaf.key === 'inactiveDays' ? [leaf.argument] : []));
    return [...new Set(days)].map((one) => ({ days: one, name }));
  });
  return [...Map.groupBy(asked, ({ days }) => days)]
    .map(([days, some]) => ({ days, policies: some.map(({ name }) => name) }))
    .sort((one, other) => one.days - other.days);
}
