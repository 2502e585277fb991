// Asks the server's catalogue how Confluence's tables and columns are spelled here, and which of them the login may read.
import { type RawBuilder, sql } from 'kysely';
import { tableNames } from './schema.ts';
import type { Session, TextRow } from './session.ts';

export interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly readable: boolean;
}

export interface FoundTable {
  readonly schema: string;
  readonly name: string;
  /** By lower-case name. */
  readonly columns: ReadonlyMap<string, FoundColumn>;
}

/** Tables by lower-case name, all of one schema. */
export type FoundTables = ReadonlyMap<string, FoundTable>;

type CatalogueRow = TextRow<'schema_name' | 'table_name' | 'column_name' | 'column_type' | 'readable' | 'place'>;

/**
 * MySQL keeps the case of table names or not, by its `lower_case_table_names`, and Confluence makes some of them in
 * capitals there; PostgreSQL has core tables in lower case and those of plugins (`AO_…`) quoted in capitals. So names are
 * looked up without regard to case. In PostgreSQL the first schema of the search path that has users wins, else any.
 */
export async function discoverTables({ engine, all }: Session): Promise<FoundTables> {
  const wanted = sql.join(tableNames.map((name) => name.toLowerCase()));
  const rows = await all('catalogue', engine === 'postgres' ? askPostgres(wanted) : askMysql(wanted));
  const schemas = new Map<string, Map<string, FoundTable & { columns: Map<string, FoundColumn> }>>();
  for (const row of rows) {
    const schema = row.schema_name ?? '';
    const name = row.table_name ?? '';
    const tables = schemas.get(schema) ?? new Map();
    const table = tables.get(name.toLowerCase()) ?? { schema, name, columns: new Map() };
    // Two tables that differ in case alone: the one Confluence uses cannot be told, so the first is taken.
    if (table.name === name) table.columns.set((row.column_name ?? '').toLowerCase(), readColumn(row));
    schemas.set(schema, tables.set(name.toLowerCase(), table));
  }
  const found = [...schemas.values()];
  return found.find((tables) => tables.has('cwd_user') && tables.has('user_mapping')) ?? found[0] ?? new Map();
}

function readColumn(row: CatalogueRow): FoundColumn {
  return {
    name: row.column_name ?? '',
    type: (row.column_type ?? '').toLowerCase(),
    readable: row.readable === 't' || row.readable === '1',
  };
}

function askPostgres(wanted: RawBuilder<unknown>): RawBuilder<CatalogueRow> {
  return sql`
    select n.nspname as schema_name, c.relname as table_name, a.attname as column_name,
      format_type(a.atttypid, null) as column_type,
      has_schema_privilege(n.oid, 'USAGE') and has_column_privilege(c.oid, a.attnum, 'SELECT') as readable,
      coalesce(array_position(current_schemas(false), n.nspname), 10000) as place
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and lower(c.relname) in (${wanted})
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_temp\\_%'
    order by place, n.nspname, c.relname, a.attnum`;
}

function askMysql(wanted: RawBuilder<unknown>): RawBuilder<CatalogueRow> {
  return sql`
    select table_schema as schema_name, table_name as table_name, column_name as column_name,
      data_type as column_type, find_in_set('select', lower(privileges)) > 0 as readable, 1 as place
    from information_schema.columns
    where table_schema = database() and lower(table_name) in (${wanted})
    order by table_name, ordinal_position`;
}
