// Short ways to write rows of Confluence's tables, and statements that insert them many at a time.
import { nameOn, quoteName, type TestEngine, tableDefinitions } from './definition.ts';

export type Row = Readonly<Record<string, string | number | null>>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Rows put into one statement. */
const atOnce = 500;

export function insertStatements(engine: TestEngine, rows: Rows): string[] {
  return tableDefinitions.flatMap((table) => {
    const own = rows[table.name] ?? [];
    const columns = Object.keys(table.columns);
    const head = `insert into ${nameOn(engine, table)} (${columns.map((name) => quoteName(engine, name)).join(', ')}) values`;
    const statements: string[] = [];
    for (let start = 0; start < own.length; start += atOnce) {
      const values = own
        .slice(start, start + atOnce)
        .map((row) => `(${columns.map((name) => literal(row[name])).join(', ')})`);
      statements.push(`${head} ${values.join(', ')}`);
    }
    return statements;
  });
}

function literal(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return 'null';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** A user key of 32 hexadecimal characters. */
export function keyOf(number: number): string {
  return `4028b881${number.toString(16).padStart(24, '0')}`;
}

export interface AccountWish {
  /** Text where it is larger than a JavaScript number holds. */
  readonly id: number | string;
  readonly directory: number;
  readonly name: string;
  /** As Java folds it. */
  readonly folded?: string;
  readonly active?: string;
  readonly email?: string | null;
  readonly createdAt?: string | null;
  readonly lastAuthenticated?: string;
}

export function accountRow({ id, directory, name, folded = name.toLowerCase(), ...rest }: AccountWish): Row {
  return {
    id,
    user_name: name,
    lower_user_name: folded,
    active: rest.active ?? 'T',
    created_date: rest.createdAt === undefined ? '2020-01-01 08:00:00' : rest.createdAt,
    display_name: `${name} of ${directory}`,
    email_address: rest.email === undefined ? `${id}@example.org` : rest.email,
    external_id: `ext-${id}`,
    directory_id: directory,
    credential: '{PKCS5S2}secret',
  };
}

export function attributeRow(id: number, account: AccountWish, name: string, value: string | null): Row {
  return { id, user_id: account.id, directory_id: account.directory, attribute_name: name, attribute_value: value };
}
