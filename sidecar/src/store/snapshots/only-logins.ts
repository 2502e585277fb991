// Who logged in only once ever, as rows of a snapshot, and whether that was told at all.
import { daysBefore } from '../../domain/criteria/days.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { ReadUser, SourceReading } from '../snapshots.ts';
import type { Rows } from '../tables.ts';

/** Use later than this after the only login means that the user came back without one: by a token, or a session kept. */
const sameVisitDays = 1;

export async function addOnlyLogins(rows: Rows, snapshotId: number, users: readonly ReadUser[]): Promise<void> {
  const values = users.flatMap(({ userKey, onlyLoginAt = null }) =>
    onlyLoginAt === null
      ? []
      : [{ snapshot_id: snapshotId, user_key: userKey, at: onlyLoginAt, back_after: visitEndsAt(onlyLoginAt) }],
  );
  if (values.length === 0) return;
  await rows
    .insertInto('snapshot_only_logins')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['snapshot_id', 'user_key'])
        .doUpdateSet(({ ref }) => ({ at: ref('excluded.at'), back_after: ref('excluded.back_after') })),
    )
    .execute();
}

function visitEndsAt(at: Instant): Instant {
  return daysBefore(at, -sameVisitDays);
}

export async function readOnlyLogins(rows: Rows, snapshotId: number): Promise<Map<UserKey, Instant> | null> {
  if (!(await areOnlyLoginsTold(rows, snapshotId))) return null;
  const found = await rows
    .selectFrom('snapshot_only_logins')
    .select(['user_key', 'at'])
    .where('snapshot_id', '=', snapshotId)
    .execute();
  return new Map(found.map((row) => [row.user_key, row.at]));
}

/** Whether a source that was read to its end told of everybody how often. */
export async function areOnlyLoginsTold(rows: Rows, snapshotId: number): Promise<boolean> {
  const row = await rows.selectFrom('snapshots').select('sources').where('id', '=', snapshotId).executeTakeFirst();
  const sources: readonly SourceReading[] = row === undefined ? [] : readJson(row.sources);
  return sources.some(({ state, evidence }) => state === 'complete' && evidence?.onlyLogins !== undefined);
}
