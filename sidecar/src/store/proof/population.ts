// How many there were: counts of each day, readings that are still kept, and who was dormant in one of them.
import { sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { Dormancy, Period, ProofLine } from '../proof.ts';
import type { Rows } from '../tables.ts';

export async function readDays(rows: Rows, { from, to }: Period): Promise<ProofLine[]> {
  const found = await rows
    .selectFrom('licence_days')
    .selectAll()
    .where('read_at', '>=', from)
    .where('read_at', '<', to)
    .orderBy('day')
    .execute();
  return found.map(({ read_at: readAt, seats_unknown: seatsUnknown, host_used: hostUsed, ...day }) => {
    return { ...day, readAt, seatsUnknown, hostUsed };
  });
}

export async function readSnapshots(rows: Rows, { from, to }: Period): Promise<{ id: number; line: ProofLine }[]> {
  const found = await rows
    .selectFrom('snapshots')
    .selectAll()
    .where('finished_at', 'is not', null)
    .where('started_at', '>=', from)
    .where('started_at', '<', to)
    .orderBy('id')
    .execute();
  return found.map((row) => ({
    id: row.id,
    line: {
      snapshot: row.id,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      users: row.user_count,
      groups: row.group_count,
      sources: readJson(row.sources).map(({ source, state, count }) => ({ source, state, count })),
    },
  }));
}

export async function readDormancy(
  rows: Rows,
  { snapshotId, before }: { snapshotId: number; before: Instant },
): Promise<Dormancy> {
  const dormant = sql`(activity_state = 'seen' and activity_at <= ${before}
    or activity_state = 'never' and coalesce(created_at, first_seen_at) <= ${before})`;
  const unknown = sql`activity_state = 'unknown' and (activity_at is null or activity_at <= ${before})`;
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const row = await rows
    .selectFrom('snapshot_users')
    .select([
      sql<number>`count(*)`.as('users'),
      count(dormant).as('dormant'),
      count(sql`${dormant} and status = 'disabled'`).as('disabled'),
      count(sql`${dormant} and status <> 'disabled'`).as('stillEnabled'),
      count(sql`${unknown} and status = 'disabled'`).as('unknownDisabled'),
      count(sql`${unknown} and status <> 'disabled'`).as('unknownEnabled'),
    ])
    .where('snapshot_id', '=', snapshotId)
    .executeTakeFirstOrThrow();
  const { unknownEnabled: enabled, unknownDisabled, ...counts } = row;
  return { ...counts, unknown: { enabled, disabled: unknownDisabled } };
}
