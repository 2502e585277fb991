// Counts how all users of a snapshot stand, each once, so that the figures add up to everybody.
import { sql } from 'kysely';
import type { Criteria } from '../../domain/criteria/leaves.ts';
import { isOneOf } from '../criteria-sql/parts.ts';
import type { Standing, StandingInput } from '../snapshots.ts';
import { compileFor, type PeopleReader } from './select.ts';

export async function countStanding(people: PeopleReader, input: StandingInput): Promise<Standing> {
  const { rows, engine } = people;
  const { snapshotId, now, inactiveDays, protectedUsers, protectedGroups } = input;
  const criteria: Criteria = { any: [{ inactiveDays }, { neverActive: { accountOlderThanDays: inactiveDays } }] };
  const inactive = await compileFor(people, { snapshotId, criteria, now });
  const isProtected = sql`(${isOneOf(engine, sql`u.user_key`, protectedUsers)} or u.user_key in (
    select m.user_key from snapshot_memberships m
    where m.snapshot_id = ${snapshotId} and ${isOneOf(engine, sql`m.group_folded`, protectedGroups)}))`;
  const kind = sql<keyof Standing>`case
    when u.status = 'disabled' then 'disabled'
    when ${isProtected} then 'protected'
    when u.status = 'unknown' or ${inactive} is null then 'unknown'
    when ${inactive} then 'inactive'
    else 'active' end`;
  const counted = await rows
    .with('judged', (query) =>
      query.selectFrom('snapshot_users as u').where('u.snapshot_id', '=', snapshotId).select(kind.as('kind')),
    )
    .selectFrom('judged')
    .select(['kind', sql<number>`count(*)`.as('users')])
    .groupBy('kind')
    .execute();
  const found = new Map(counted.map(({ kind: key, users }) => [key, Number(users)]));
  const of = (key: keyof Standing) => found.get(key) ?? 0;
  return {
    active: of('active'),
    inactive: of('inactive'),
    unknown: of('unknown'),
    protected: of('protected'),
    disabled: of('disabled'),
  };
}
