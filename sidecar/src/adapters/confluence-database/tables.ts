// The tables of one site, ready to be named in queries by the spelling that its server has, and what is missing of them.
import { type RawBuilder, sql } from 'kysely';
import { type AbsenceReason, type DatabaseTable, HostFailure } from '../ports.ts';
import { discoverTables, type FoundTable, type FoundTables } from './discover.ts';
import { type ColumnOf, type TableName, tableNames, wantedTables } from './schema.ts';
import type { Session } from './session.ts';

/** A table under an alias. */
export interface NamedTable<Table extends TableName> {
  /** For `from` and `join`. */
  readonly as: RawBuilder<unknown>;
  /** A column; null where this site's table has none of the name. */
  readonly col: (column: ColumnOf<Table>) => RawBuilder<string | null>;
  /** What an instant is read from; a column of MySQL that holds instants is marked as UTC, which the session is in. */
  readonly instant: (column: ColumnOf<Table>) => RawBuilder<string | null>;
  readonly has: (column: ColumnOf<Table>) => boolean;
}

export interface Tables {
  /** The schema the tables lie in. */
  readonly schema: string;
  readonly states: readonly DatabaseTable[];
  readonly stateOf: (table: TableName) => DatabaseTable['state'];
  readonly use: <Table extends TableName>(table: Table, alias: string) => NamedTable<Table>;
}

/** Looks the tables up. Throws where one that every Confluence has is missing or may not be read. */
export async function findTables(session: Session): Promise<Tables> {
  const found = await discoverTables(session);
  const states = tableNames.map((table): DatabaseTable => {
    return { table, required: wantedTables[table].required, state: judge(table, found.get(table.toLowerCase())) };
  });
  const absent = states.filter(({ required, state }) => required && state !== 'present');
  const unreadable = absent.every(({ state }) => state === 'table-unreadable');
  if (absent.length > 0) {
    throw new HostFailure(unreadable ? 'database_unreadable' : 'database_not_confluence', {
      request: `database: ${absent.map(({ table, state }) => `${table} (${state})`).join(', ')}`,
    });
  }
  return {
    schema: [...found.values()][0]?.schema ?? '',
    states,
    stateOf: (table) => states.find((one) => one.table === table)?.state ?? 'table-missing',
    use: (table, alias) => nameTable(session, found, table, alias),
  };
}

function judge(table: TableName, found: FoundTable | undefined): 'present' | AbsenceReason {
  if (found === undefined) return 'table-missing';
  const wanted = wantedTables[table].columns.map((column) => found.columns.get(column.toLowerCase()));
  if (wanted.some((column) => column === undefined)) return 'column-missing';
  return wanted.every((column) => column?.readable) ? 'present' : 'table-unreadable';
}

function nameTable<Table extends TableName>(
  { engine }: Session,
  found: FoundTables,
  table: Table,
  alias: string,
): NamedTable<Table> {
  const own = found.get(table.toLowerCase());
  const findColumn = (column: ColumnOf<Table>) => {
    const known = own?.columns.get(column.toLowerCase());
    return known?.readable ? known : undefined;
  };
  const col = (column: ColumnOf<Table>): RawBuilder<string | null> => {
    const known = findColumn(column);
    return known === undefined ? sql`cast(null as char)` : sql`${sql.id(alias, known.name)}`;
  };
  return {
    as: sql`${sql.id(own?.schema ?? '', own?.name ?? table)} ${sql.id(alias)}`,
    col,
    instant: (column) =>
      engine !== 'postgres' && findColumn(column)?.type === 'timestamp'
        ? sql`concat(${col(column)}, '+00')`
        : col(column),
    has: (column) => findColumn(column) !== undefined,
  };
}
