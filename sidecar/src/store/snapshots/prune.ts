// Removes old and unfinished snapshots, slice by slice, sparing those that open runs refer to.
import type { Instant } from '../../domain/user.ts';
import { type Rest, repeatUntilNone } from '../slices.ts';
import type { PruneInput } from '../snapshots.ts';
import type { Rows } from '../tables.ts';

/** Everything of a snapshot that is kept by user. */
const peopleTables = [
  'snapshot_memberships',
  'snapshot_evidence',
  'snapshot_accounts',
  'snapshot_directory_faults',
  'snapshot_only_logins',
  'snapshot_users',
] as const;

/** Rows that one statement removes at most. */
const removeRows = 5_000;

/** An unfinished reading younger than this may still be going on, here or in another process. */
const readingHours = 6;

/** A snapshot that nobody finds any more, and how much there is to remove. */
export interface Removable {
  readonly id: number;
  readonly userCount: number;
}

/** Takes the old snapshots out of use, and tells them and the unfinished ones that were given up. */
export async function withdrawSnapshots(
  rows: Rows,
  { keep, keepMonthly = false, readBefore = '', now }: PruneInput,
): Promise<readonly Removable[]> {
  const withdrawn = await withdrawOld(rows, { keep, keepMonthly, readBefore });
  const abandoned = new Date(Date.parse(now) - readingHours * 3_600_000).toISOString();
  return rows
    .selectFrom('snapshots')
    .select(['id', 'user_count as userCount'])
    .where('finished_at', 'is', null)
    .where((when) => when.or([when('started_at', '<=', abandoned), when('id', 'in', [-1, ...withdrawn])]))
    .where('id', 'not in', openRunSnapshots(rows))
    .execute();
}

/** Makes what is to go unfinished first: a half removed snapshot must never be found as the newest one. */
async function withdrawOld(
  rows: Rows,
  { keep, keepMonthly, readBefore }: Required<Pick<PruneInput, 'keep' | 'keepMonthly' | 'readBefore'>>,
): Promise<number[]> {
  const newest = await rows
    .selectFrom('snapshots')
    .select(['id', 'started_at'])
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .execute();
  const isFirstOfMonth = (at: Instant, index: number) => newest[index + 1]?.started_at.slice(0, 7) !== at.slice(0, 7);
  const kept = newest.filter(({ started_at: at }, index) => {
    const wanted = index < keep || (keepMonthly && isFirstOfMonth(at, index));
    return wanted && (index === 0 || at >= readBefore);
  });
  const withdrawn = await rows
    .updateTable('snapshots')
    .set({ finished_at: null })
    .where('finished_at', 'is not', null)
    .where('id', 'not in', [-1, ...kept.map((snapshot) => snapshot.id)])
    .where('id', 'not in', openRunSnapshots(rows))
    .returning('id')
    .execute();
  return withdrawn.map(({ id }) => id);
}

function openRunSnapshots(rows: Rows) {
  return rows
    .selectFrom('runs')
    .select((column) => column.ref('snapshot_id').$notNull().as('id'))
    .where('state', '<>', 'finished')
    .where('snapshot_id', 'is not', null);
}

/** Removes all of a snapshot that is out of use, with a rest after each slice; what is left of it by a crash is found again. */
export async function removeSnapshot(rows: Rows, snapshotId: number, rest?: Rest): Promise<void> {
  for (const table of peopleTables) {
    await repeatUntilNone(() => removeSlice(rows, table, snapshotId), rest);
  }
  await rows.deleteFrom('snapshot_groups').where('snapshot_id', '=', snapshotId).execute();
  await rows.deleteFrom('snapshot_licences').where('snapshot_id', '=', snapshotId).execute();
  await rows.deleteFrom('snapshot_directories').where('snapshot_id', '=', snapshotId).execute();
  await rows.deleteFrom('snapshots').where('id', '=', snapshotId).execute();
}

/** Removes the rows of the first users, up to and with the one at the end of the slice. */
async function removeSlice(rows: Rows, table: (typeof peopleTables)[number], snapshotId: number): Promise<number> {
  const end = await rows
    .selectFrom(table)
    .select('user_key')
    .where('snapshot_id', '=', snapshotId)
    .orderBy('user_key')
    .limit(1)
    .offset(removeRows - 1)
    .executeTakeFirst();
  let removal = rows.deleteFrom(table).where('snapshot_id', '=', snapshotId);
  if (end !== undefined) removal = removal.where('user_key', '<=', end.user_key);
  const { numDeletedRows } = await removal.executeTakeFirstOrThrow();
  return end === undefined ? 0 : Number(numDeletedRows);
}
