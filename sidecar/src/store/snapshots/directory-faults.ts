// What is at odds between the directories of a snapshot, as rows: added in bulk, counted, and read page by page.
import { type SqlBool, sql } from 'kysely';
import { foldName, type UserKey } from '../../domain/user.ts';
import type { DirectoryFault, DirectoryFaultKind, DirectoryFaultPage, DirectoryFaultQuery } from '../accounts.ts';
import { StoreInputError } from '../errors.ts';
import { forEachSlice, type Rest } from '../slices.ts';
import type { Rows } from '../tables.ts';

/** Six bound values a row: well within SQLite's 32,766. */
const insertedRows = 2_000;

export async function addDirectoryFaults(
  rows: Rows,
  input: { snapshotId: number; faults: readonly DirectoryFault[]; rest?: Rest },
): Promise<void> {
  const { snapshotId, faults, ...pace } = input;
  await forEachSlice(
    faults,
    (slice) =>
      rows
        .insertInto('snapshot_directory_faults')
        .values(
          slice.map(({ kind, userKey, username, directory }) => ({
            snapshot_id: snapshotId,
            kind,
            username_folded: foldName(username),
            user_key: userKey,
            directory: directory ?? '',
            username,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    { size: insertedRows, ...pace },
  );
}

export async function countDirectoryFaults(
  rows: Rows,
  snapshotId: number,
): Promise<Partial<Record<DirectoryFaultKind, number>>> {
  const counted = await rows
    .selectFrom('snapshot_directory_faults')
    .select(['kind', sql<number>`count(*)`.as('count')])
    .where('snapshot_id', '=', snapshotId)
    .groupBy('kind')
    .execute();
  return Object.fromEntries(counted.map(({ kind, count }) => [kind, count]));
}

export async function pageDirectoryFaults(
  rows: Rows,
  { snapshotId, kind, limit, cursor }: DirectoryFaultQuery,
): Promise<DirectoryFaultPage> {
  let matching = rows.selectFrom('snapshot_directory_faults').where('snapshot_id', '=', snapshotId);
  if (kind !== undefined) matching = matching.where('kind', '=', kind);
  const { total } = await matching.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();

  const places = ['kind', 'username_folded', 'user_key', 'directory'] as const;
  let page = matching.selectAll().limit(limit + 1);
  for (const place of places) page = page.orderBy(place);
  if (cursor !== null) {
    const columns = sql.join(places.map((place) => sql.ref(place)));
    page = page.where(sql<SqlBool>`(${columns}) > (${sql.join(readCursor(cursor))})`);
  }
  const found = await page.execute();
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = found.length > limit && last !== undefined;
  return {
    total,
    faults: shown.map((row) => ({
      kind: row.kind,
      userKey: row.user_key as UserKey,
      username: row.username,
      directory: row.directory === '' ? null : row.directory,
    })),
    nextCursor: more ? writeCursor(places.map((place) => last[place])) : null,
  };
}

function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

function readCursor(cursor: string): string[] {
  const place = parse(cursor);
  const fits = Array.isArray(place) && place.length === 4 && place.every((one) => typeof one === 'string');
  if (!fits) throw new StoreInputError('The cursor is not one of this list.');
  return place;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
