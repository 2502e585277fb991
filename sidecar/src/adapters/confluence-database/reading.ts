// What every query of one reading shares: its transaction, the tables of the site, how dates are read, how much at a time.
import type { AbsenceReason, DatabaseSource } from '../ports.ts';
import type { InstantReader } from './instants.ts';
import type { TableName } from './schema.ts';
import type { Session } from './session.ts';
import type { Tables } from './tables.ts';

export interface ReadingContext {
  readonly session: Session;
  readonly tables: Tables;
  readonly readInstant: InstantReader;
  /** Rows a query gives at most. */
  readonly batchSize: number;
}

/** A source over one optional table: what reads it, or why it cannot be read. */
export function sourceOf<Row>(
  { tables }: ReadingContext,
  table: TableName,
  batches: () => AsyncIterable<readonly Row[]>,
): DatabaseSource<Row> {
  const state = tables.stateOf(table);
  return state === 'present' ? { present: true, batches } : absent(table, state);
}

function absent(table: TableName, reason: AbsenceReason): { present: false; table: string; reason: AbsenceReason } {
  return { present: false, table, reason };
}
