// Reads who is in which group, account by account: direct memberships, then those that come through nested groups.
import { sql } from 'kysely';
import type { DatabaseMembership } from '../ports.ts';
import { readAccounts } from './accounts.ts';
import { groupBy } from './batches.ts';
import type { Standing } from './effective.ts';
import type { GroupTree } from './groups.ts';
import { createAncestorFinder } from './nesting.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { bindId } from './values.ts';

export async function* readMemberships(
  context: ReadingContext,
  directories: ReadonlyMap<string, Standing>,
  { groups, parents }: GroupTree,
): AsyncGenerator<readonly DatabaseMembership[]> {
  const ancestorsOf = createAncestorFinder(parents);
  for await (const { accounts, firstId, lastId } of readAccounts(context, directories)) {
    const direct = await readDirectGroups(context, firstId, lastId);
    const rows: DatabaseMembership[] = [];
    for (const { id, directoryId, folded, userKey, effective } of accounts) {
      const own = direct.get(id) ?? new Set();
      const add = (groupId: string, isDirect: boolean) => {
        const group = groups.get(groupId);
        if (group === undefined) return;
        const about = { accountId: id, directoryId, folded, userKey, effective };
        rows.push({ ...about, groupId, group: group.name, direct: isDirect });
      };
      for (const groupId of own) add(groupId, true);
      for (const groupId of new Set([...own].flatMap(ancestorsOf))) if (!own.has(groupId)) add(groupId, false);
    }
    if (rows.length > 0) yield rows;
  }
}

/** Ids of the direct groups of every account between these two ids. */
async function readDirectGroups(
  { session, tables }: ReadingContext,
  firstId: string,
  lastId: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const m = tables.use('cwd_membership', 'm');
  const rows = await session.all<TextRow<'account' | 'parent'>>(
    'memberships',
    sql`select ${m.col('child_user_id')} as account, ${m.col('parent_id')} as parent from ${m.as}
      where ${m.col('child_user_id')} between ${bindId(firstId)} and ${bindId(lastId)}
      order by ${m.col('child_user_id')}, ${m.col('parent_id')}`,
  );
  const groups = groupBy(rows, ({ account }) => account);
  return new Map([...groups].map(([account, list]) => [account, new Set(list.map(({ parent }) => parent ?? ''))]));
}
