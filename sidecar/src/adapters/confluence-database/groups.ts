// Reads all groups with their nesting into memory: there are thousands of groups where there are many thousands of users.
import { sql } from 'kysely';
import type { DatabaseGroup } from '../ports.ts';
import { readByKey } from './batches.ts';
import type { Parents } from './nesting.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { bindId, readFlag } from './values.ts';

export interface GroupTree {
  readonly groups: ReadonlyMap<string, DatabaseGroup>;
  readonly parents: Parents;
}

export async function readGroupTree(context: ReadingContext): Promise<GroupTree> {
  const { session, tables, batchSize } = context;
  const g = tables.use('cwd_group', 'g');
  const parents = await readParents(context);
  const groups = new Map<string, DatabaseGroup>();
  const rows = readByKey<TextRow<'id' | 'directory' | 'name' | 'folded' | 'active'>>(session, {
    what: 'groups',
    batchSize,
    keyOf: (row) => row.id,
    after: (id) => sql`select ${g.col('id')} as id, ${g.col('directory_id')} as directory,
      ${g.col('group_name')} as name, ${g.col('lower_group_name')} as folded, ${g.col('active')} as active
      from ${g.as} ${id === null ? sql`` : sql`where ${g.col('id')} > ${bindId(id)}`}
      order by ${g.col('id')} limit ${sql.lit(batchSize)}`,
  });
  for await (const batch of rows) {
    for (const row of batch) {
      const id = row.id ?? '';
      groups.set(id, {
        id,
        directoryId: row.directory ?? '',
        name: row.name ?? '',
        folded: row.folded ?? '',
        active: readFlag(row.active),
        parentIds: parents.get(id) ?? [],
      });
    }
  }
  return { groups, parents };
}

async function readParents({ session, tables, batchSize }: ReadingContext): Promise<Parents> {
  const m = tables.use('cwd_membership', 'm');
  const parents = new Map<string, string[]>();
  const rows = readByKey<TextRow<'id' | 'parent' | 'child'>>(session, {
    what: 'nested groups',
    batchSize,
    keyOf: (row) => row.id,
    after: (id) => sql`select ${m.col('id')} as id, ${m.col('parent_id')} as parent, ${m.col('child_group_id')} as child
      from ${m.as} where ${m.col('child_group_id')} is not null
        ${id === null ? sql`` : sql`and ${m.col('id')} > ${bindId(id)}`}
      order by ${m.col('id')} limit ${sql.lit(batchSize)}`,
  });
  for await (const batch of rows) {
    for (const { parent, child } of batch) {
      if (parent === null || child === null) continue;
      const known = parents.get(child);
      if (known === undefined) parents.set(child, [parent]);
      else if (!known.includes(parent)) known.push(parent);
    }
  }
  return parents;
}

/** Cuts what is in memory into batches of the size everything else comes in. */
export async function* yieldGroups({ groups }: GroupTree, batchSize: number): AsyncGenerator<readonly DatabaseGroup[]> {
  const all = [...groups.values()];
  for (let start = 0; start < all.length; start += batchSize) yield all.slice(start, start + batchSize);
}
