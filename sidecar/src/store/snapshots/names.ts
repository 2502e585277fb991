// The names of everybody in a snapshot, batch by batch, for whoever joins them with a table of names.
import type { UserKey } from '../../domain/user.ts';
import type { NamedUser } from '../snapshots.ts';
import type { Rows } from '../tables.ts';

const batchRows = 5_000;

export async function* readNames(rows: Rows, snapshotId: number): AsyncGenerator<readonly NamedUser[]> {
  for (let after = '' as UserKey; ; ) {
    const found = await rows
      .selectFrom('snapshot_users')
      .select(['user_key as userKey', 'username', 'email'])
      .where('snapshot_id', '=', snapshotId)
      .where('user_key', '>', after)
      .orderBy('user_key')
      .limit(batchRows)
      .execute();
    if (found.length > 0) yield found;
    const last = found.at(-1);
    if (last === undefined || found.length < batchRows) return;
    after = last.userKey;
  }
}
