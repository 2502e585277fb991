// Keeps the hand-over list: the record keeper behind `HandOverRecords`. Names of people stand in a table of their own.
import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import type { Database } from '../database.ts';
import type { HandOver, HandOverQuery, HandOverRecords } from '../hand-overs.ts';
import { readJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export function keepHandOvers({ writes, reads }: Database): HandOverRecords {
  return {
    list: (query) => listHandOvers(reads, query),
    async counts(now) {
      const row = await reads
        .selectFrom('hand_overs')
        .select([
          sql<number>`count(case when closed_at is null then 1 end)`.as('open'),
          sql<number>`count(case when closed_at is null and due_at < ${now} then 1 end)`.as('overdue'),
          sql<number>`count(closed_at)`.as('closed'),
        ])
        .executeTakeFirstOrThrow();
      return { open: Number(row.open), overdue: Number(row.overdue), closed: Number(row.closed) };
    },
    close: (input) => writes.transaction().execute((transaction) => closeHandOvers(transaction, input)),
  };
}

async function listHandOvers(rows: Rows, query: HandOverQuery): Promise<HandOver[]> {
  const { state, now, after, limit } = query;
  let page = rows
    .selectFrom('hand_overs as item')
    .innerJoin('hand_over_people as person', 'person.hand_over_id', 'item.id')
    .selectAll('item')
    .select(['person.user_key', 'person.username', 'person.display_name'])
    .where('item.id', '>', after)
    .orderBy('item.id')
    .limit(limit);
  if (state !== undefined) page = page.where(isInState(state, now));
  const found = await page.execute();
  return found.map((row) => ({
    id: row.id,
    runId: row.run_id,
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    task: { change: readJson(row.change), directory: row.directory, reason: row.reason },
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closed:
      row.closed_at === null || row.closed_snapshot_id === null || row.closed_because === null
        ? null
        : { at: row.closed_at, snapshotId: row.closed_snapshot_id, because: row.closed_because },
  }));
}

function isInState(state: NonNullable<HandOverQuery['state']>, now: Instant) {
  if (state === 'closed') return sql<SqlBool>`item.closed_at is not null`;
  const open = sql<SqlBool>`item.closed_at is null`;
  return state === 'open' ? open : sql<SqlBool>`(${open} and item.due_at < ${now})`;
}

async function closeHandOvers(
  rows: Rows,
  { snapshotId, at, ends }: Parameters<HandOverRecords['close']>[0],
): Promise<void> {
  for (const { id, because } of ends) {
    await rows
      .updateTable('hand_overs')
      .set({ closed_at: at, closed_snapshot_id: snapshotId, closed_because: because })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .execute();
    // The task may be asked for anew.
    await rows.updateTable('hand_over_people').set({ open_task: null }).where('hand_over_id', '=', id).execute();
  }
}
