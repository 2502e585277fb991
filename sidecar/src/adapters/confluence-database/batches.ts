// Reads long tables by the order of a key, one batch at a time: each query starts behind the last row of the one before.
import type { RawBuilder } from 'kysely';
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
