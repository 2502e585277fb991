// Counts the enabled users of a snapshot by how long ago they were last active, in one statement.
import { sql } from 'kysely';
import type { ActivityBuckets, HistogramInput } from '../snapshots.ts';
import type { Rows } from '../tables.ts';

/** Each user once: in the bucket of the first limit they are younger than, else beyond, never, or unknown. */
export async function countByActivity(
  rows: Rows,
  { snapshotId, now, limitDays }: HistogramInput,
): Promise<ActivityBuckets> {
  const before = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
  const cases = limitDays.map(
    (days) => sql`when activity_state = 'seen' and activity_at > ${before(days)} then ${sql.lit(`${days}`)}`,
  );
  const bucket = sql<string>`case
    when activity_state = 'never' then 'never'
    when activity_state <> 'seen' then 'unknown'
    ${sql.join(cases, sql` `)}
    else 'beyond' end`;
  const counted = await rows
    .with('judged', (query) =>
      query
        .selectFrom('snapshot_users')
        .where('snapshot_id', '=', snapshotId)
        .where('status', '<>', 'disabled')
        .select(bucket.as('bucket')),
    )
    .selectFrom('judged')
    .select(['bucket', sql<number>`count(*)`.as('users')])
    .groupBy('bucket')
    .execute();
  const found = new Map(counted.map((row) => [row.bucket, Number(row.users)]));
  const of = (key: string) => found.get(key) ?? 0;
  return {
    within: limitDays.map((days) => ({ days, users: of(`${days}`) })),
    beyond: of('beyond'),
    never: of('never'),
    unknown: of('unknown'),
  };
}
