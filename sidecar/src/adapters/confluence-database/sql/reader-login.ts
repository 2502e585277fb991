// Statements that make the login this product reads with: only the columns it needs, no hash of a password among them.
import { type TableName, tableNames, wantedTables } from '../schema.ts';
import { dialects, type SqlStatement } from './dialect.ts';

export interface ReaderLogin {
  readonly name: string;
  readonly password: string;
  /** PostgreSQL's schema or MySQL's database in which Confluence's tables lie. */
  readonly schema: string;
}

const example: ReaderLogin = { name: 'user_management', password: 'choose-one', schema: 'confluence' };

/** One statement each; a grant on a table that a site does not have fails and can be left out. */
export function readerLoginFor(
  engine: 'postgres' | 'mysql',
  login: Partial<ReaderLogin> = {},
): readonly SqlStatement[] {
  const { name, password, schema } = { ...example, ...(engine === 'postgres' ? { schema: 'public' } : {}), ...login };
  const grantee = engine === 'postgres' ? name : `'${name}'@'%'`;
  const making =
    engine === 'postgres'
      ? [
          statement('login', `create role ${name} login password '${password}'`),
          statement('schema', `grant usage on schema ${schema} to ${grantee}`),
        ]
      : [statement('login', `create user ${grantee} identified by '${password}'`)];
  const grants = tableNames.map((table) =>
    statement(table, `grant select (${columnsOf(engine, table)}) on ${schema}.${tableOn(engine, table)} to ${grantee}`),
  );
  return [...making, ...grants];
}

function statement(what: string, sql: string): SqlStatement {
  return {
    name: `reader-${what}`,
    purpose: 'Makes a login that may read what this product needs and nothing else.',
    sql,
  };
}

function columnsOf(engine: 'postgres' | 'mysql', table: TableName): string {
  const { columns, optional } = wantedTables[table];
  return [...columns, ...optional].map((column) => quoteCapitals(engine, column)).join(', ');
}

function tableOn(engine: 'postgres' | 'mysql', table: TableName): string {
  return table === 'spacepermissions' ? dialects[engine].permissions : quoteCapitals(engine, table);
}

function quoteCapitals(engine: 'postgres' | 'mysql', name: string): string {
  return name.toLowerCase() === name ? name : dialects[engine].quote(name);
}
