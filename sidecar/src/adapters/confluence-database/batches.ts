// Reads long tables by the order of a key, one batch at a time: each query starts behind the last row of the one before.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Session } from './session.ts';

export interface KeyedQuery<Row> {
  /** What is read, for failures. */
  readonly what: string;
  readonly batchSize: number;
  /** Rows in the order of the key, at most `batchSize`, behind this key; null at the start. */
  readonly after: (key: string | null) => RawBuilder<Row>;
  readonly keyOf: (row: Row) => string | null;
}

export async function* readByKey<Row>(
  { all }: Session,
  { what, batchSize, after, keyOf }: KeyedQuery<Row>,
): AsyncGenerator<readonly Row[]> {
  let key: string | null = null;
  for (;;) {
    const rows: readonly Row[] = await all(what, after(key));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    key = keyOf(last);
  }
}

/** Whether a column is one of these; PostgreSQL takes a list as one value, which it plans far faster than a thousand. */
export function isOneOf(
  { engine }: Session,
  column: RawBuilder<string | null>,
  values: readonly (string | bigint | null)[],
): RawBuilder<SqlBool> {
  return engine === 'postgres' ? sql`${column} = any(${values})` : sql`${column} in (${sql.join(values)})`;
}

/** Groups rows by one of their columns. */
export function groupBy<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string | null): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row) ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
