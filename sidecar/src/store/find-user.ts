// Finds one user of a snapshot by exact name, compared as Confluence compares names.
import { foldName, type User } from '../domain/user.ts';
import type { SnapshotRecords } from './snapshots.ts';

/** Null where the snapshot has no user of this name. */
export async function findUserByName(
  snapshots: Pick<SnapshotRecords, 'searchUsers'>,
  { snapshotId, name }: { readonly snapshotId: number; readonly name: string },
): Promise<User | null> {
  const folded = foldName(name);
  const page = { sort: 'username', descending: false, limit: 500 } as const;
  for (let cursor: string | null = null; ; ) {
    const { users, nextCursor } = await snapshots.searchUsers({ ...page, snapshotId, search: name, cursor });
    const user = users.find((one) => foldName(one.username) === folded);
    if (user !== undefined || nextCursor === null) return user ?? null;
    cursor = nextCursor;
  }
}
