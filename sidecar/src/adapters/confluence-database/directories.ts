// Reads the directories in the order in which Confluence asks them, with their kind and what they allow.
import { sql } from 'kysely';
import type { DatabaseDirectory } from '../ports.ts';
import { groupBy } from './batches.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { readFlag, readText } from './values.ts';

type DirectoryRow = TextRow<'id' | 'name' | 'active' | 'class' | 'type'>;

/** Confluence is one application among those its embedded Crowd knows; the others are products that use its users. */
const ownApplication = 'crowd-embedded';

/** All directories, those in use first and in their order. */
export async function readDirectories(context: ReadingContext): Promise<readonly DatabaseDirectory[]> {
  const { session, tables } = context;
  const d = tables.use('cwd_directory', 'd');
  const rows = await session.all<DirectoryRow>(
    'directories',
    sql`select ${d.col('id')} as id, ${d.col('directory_name')} as name, ${d.col('active')} as active,
      ${d.col('impl_class')} as class, ${d.col('directory_type')} as type
      from ${d.as} order by ${d.col('id')}`,
  );
  const order = await readOrder(context);
  const operations = await readOperations(context);
  return rows
    .map((row): DatabaseDirectory => {
      const id = row.id ?? '';
      return {
        id,
        name: row.name ?? '',
        kind: kindOf(row.type, row.class),
        implementation: row.class ?? '',
        active: readFlag(row.active),
        order: order.get(id) ?? null,
        operations: operations === null ? null : (operations.get(id) ?? []),
      };
    })
    .sort((one, other) => (one.order ?? Number.MAX_SAFE_INTEGER) - (other.order ?? Number.MAX_SAFE_INTEGER));
}

/** Places by directory, counted from 0 without gaps; `list_index` may have some after a directory was removed. */
async function readOrder({ session, tables }: ReadingContext): Promise<ReadonlyMap<string, number>> {
  const m = tables.use('cwd_app_dir_mapping', 'm');
  const a = tables.use('cwd_application', 'a');
  const rows = await session.all<TextRow<'id' | 'place'>>(
    'order of directories',
    sql`select ${m.col('directory_id')} as id, ${m.col('list_index')} as place
      from ${m.as} join ${a.as} on ${a.col('id')} = ${m.col('application_id')}
      where lower(${a.col('application_name')}) = ${ownApplication} order by ${m.col('directory_id')}`,
  );
  const placeOf = (row: (typeof rows)[number]) => (row.place === null ? Number.MAX_SAFE_INTEGER : Number(row.place));
  const sorted = [...rows].sort((one, other) => placeOf(one) - placeOf(other));
  return new Map(sorted.map(({ id }, place) => [id ?? '', place]));
}

async function readOperations({ session, tables }: ReadingContext): Promise<ReadonlyMap<string, string[]> | null> {
  if (tables.stateOf('cwd_directory_operation') !== 'present') return null;
  const o = tables.use('cwd_directory_operation', 'o');
  const rows = await session.all<TextRow<'id' | 'operation'>>(
    'operations of directories',
    sql`select ${o.col('directory_id')} as id, ${o.col('operation_type')} as operation from ${o.as}
      order by ${o.col('directory_id')}, ${o.col('operation_type')}`,
  );
  const byDirectory = groupBy(rows, ({ id }) => id);
  return new Map(
    [...byDirectory].map(([id, list]) => [id, list.map(({ operation }) => operation ?? '').sort()] as const),
  );
}

/** Jira as a user server is `crowd` too: both speak the same protocol. */
export function kindOf(type: string | null, implementation: string | null): DatabaseDirectory['kind'] {
  switch (readText(type)?.trim().toUpperCase()) {
    case 'INTERNAL':
      return 'internal';
    case 'CONNECTOR':
      return 'connector';
    case 'DELEGATING':
      return 'delegating';
    case 'CROWD':
      return 'crowd';
    case 'CUSTOM':
      return 'custom';
    default:
      return kindOfClass(implementation ?? '');
  }
}

function kindOfClass(implementation: string): DatabaseDirectory['kind'] {
  if (/\.InternalDirectory$/.test(implementation)) return 'internal';
  if (/\.DelegatedAuthenticationDirectory$/.test(implementation)) return 'delegating';
  if (/\.RemoteCrowdDirectory$/.test(implementation)) return 'crowd';
  if (/\.crowd\.directory\.\w+$/.test(implementation)) return 'connector';
  return 'unknown';
}
