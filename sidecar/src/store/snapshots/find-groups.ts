// Finds groups of a snapshot by the beginning of their names, each with how many users are in it.
import { type SqlBool, sql } from 'kysely';
import { foldName } from '../../domain/user.ts';
import { escapeLike } from '../criteria-sql/parts.ts';
import type { FoundGroup, GroupQuery } from '../snapshots.ts';
import type { Rows } from '../tables.ts';

export async function findGroups(
  rows: Rows,
  { snapshotId, prefix, limit }: GroupQuery,
): Promise<{ groups: readonly FoundGroup[]; total: number }> {
  const pattern = `${escapeLike(foldName(prefix))}%`;
  const matching = rows
    .selectFrom('snapshot_groups as g')
    .where('g.snapshot_id', '=', snapshotId)
    .where(sql<SqlBool>`g.name_folded like ${pattern} escape '!'`);
  const { total } = await matching.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const found = await matching
    .select(['g.name', 'g.knowledge', 'g.direct_members'])
    .select(
      sql<number>`(select count(*) from snapshot_memberships m
        where m.snapshot_id = g.snapshot_id and m.group_folded = g.name_folded)`.as('members'),
    )
    .orderBy('g.name_folded')
    .limit(limit)
    .execute();
  const groups = found.map(({ name, knowledge, direct_members: directMembers, members }) => {
    return { name, knowledge, directMembers, members };
  });
  return { groups, total };
}
