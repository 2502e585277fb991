// Who was dormant in one reading: the counts, and the accounts behind them. Both go by the same two conditions.
import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import type { Dormancy, DormantAccount, ProofRecords } from '../proof.ts';
import type { Rows } from '../tables.ts';

function isDormant(before: Instant): RawBuilder<boolean> {
  return sql`(activity_state = 'seen' and activity_at <= ${before}
    or activity_state = 'never' and coalesce(created_at, first_seen_at) <= ${before})`;
}

function isUnknown(before: Instant): RawBuilder<boolean> {
  return sql`(activity_state = 'unknown' and (activity_at is null or activity_at <= ${before}))`;
}

export async function readDormancy(
  rows: Rows,
  { snapshotId, before }: { snapshotId: number; before: Instant },
): Promise<Dormancy> {
  const [dormant, unknown] = [isDormant(before), isUnknown(before)];
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

export async function readDormant(
  rows: Rows,
  { snapshotId, before, after, limit }: Parameters<ProofRecords['dormant']>[0],
): Promise<DormantAccount[]> {
  return rows
    .selectFrom('snapshot_users')
    .select(['user_key as userKey', 'username', 'display_name as displayName', 'status'])
    .select(['activity_state as activity', 'activity_at as activityAt', 'created_at as createdAt'])
    .select('first_seen_at as firstSeenAt')
    .where('snapshot_id', '=', snapshotId)
    .where(sql<string>`user_key`, '>', after)
    .where(sql<boolean>`(${isDormant(before)} or ${isUnknown(before)})`)
    .orderBy('user_key')
    .limit(limit)
    .execute();
}
