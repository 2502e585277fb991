// Counts the population of a snapshot by what is known of its activity, in one statement.
import { sql } from 'kysely';
import { idleDays, type Population, recentDays } from '../../domain/population.ts';
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';

export async function countPopulation(rows: Rows, snapshotId: number, now: Instant): Promise<Population> {
  const daysAgo = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when status <> 'disabled' and ${condition} then 1 else 0 end), 0)`;
  return rows
    .selectFrom('snapshot_users')
    .select([
      sql<number>`count(*)`.as('users'),
      count(sql`1 = 1`).as('enabled'),
      count(sql`activity_state in ('seen', 'never')`).as('known'),
      count(sql`(activity_state = 'never' or activity_state = 'seen' and activity_at <= ${daysAgo(idleDays)})`).as(
        'idle',
      ),
      count(sql`activity_state = 'seen' and activity_at >= ${daysAgo(recentDays)}`).as('recent'),
      count(sql`activity_state = 'unknown' and activity like '%"reason":"in-the-future"%'`).as('inFuture'),
    ])
    .where('snapshot_id', '=', snapshotId)
    .executeTakeFirstOrThrow();
}
