// When activity was read completely, as spans of readings that all succeeded; one that failed ends the span before it.
import type { ReadingSpan } from '../../domain/stage/up-time.ts';
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';

export interface ReadingNote {
  readonly at: Instant;
  /** False where activity could not be read, or only in part. */
  readonly complete: boolean;
}

/** A clock set back writes nothing into a span that goes on. */
export async function noteReading(rows: Rows, { at, complete }: ReadingNote): Promise<void> {
  const last = await rows.selectFrom('reading_spans').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (complete && (last === undefined || last.broken === 1)) {
    await rows.insertInto('reading_spans').values({ from_at: at, until_at: at, broken: 0 }).execute();
    return;
  }
  if (last === undefined || last.broken === 1) return;
  const change = rows.updateTable('reading_spans').where('id', '=', last.id);
  if (complete) await change.set({ until_at: at }).where('until_at', '<', at).execute();
  else await change.set({ broken: 1 }).execute();
}

/** In the order of time. */
export async function readReadingSpans(rows: Rows): Promise<ReadingSpan[]> {
  const found = await rows.selectFrom('reading_spans').selectAll().orderBy('id').execute();
  return found.map((row) => ({ from: row.from_at, until: row.until_at, broken: row.broken === 1 }));
}
