// Groups for people who choose one: those of the newest snapshot by the beginning of their names.
import type { FoundGroup } from '../store/snapshots.ts';
import type { ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

/** Throws `no_snapshot` before the first reading. */
export async function findGroups(
  { store }: Pick<ServiceContext, 'store'>,
  { prefix, limit }: { readonly prefix: string; readonly limit: number },
): Promise<{ readonly groups: readonly FoundGroup[]; readonly total: number }> {
  const { id } = await newestSnapshot({ store });
  return store.snapshots.findGroups({ snapshotId: id, prefix, limit });
}
