// How long a run worked by its journal: what held it between two rows (a pause, a stop, a restart) is no work.
import { sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';

/** Between two rows work takes no longer than this, as far as anybody counts; what took longer was held. */
const mostBetweenRowsMs = 60_000;

/** The first and the last row of one minute. */
interface Spell {
  readonly first: Instant;
  readonly last: Instant;
}

/**
 * Milliseconds between successive rows of a run, none counting for more than a minute; null without any row. The engine
 * sums up each minute, within which no gap is as long: so few lines come here, however many users the run had.
 */
export async function readWorkedMs(rows: Rows, runId: number): Promise<number | null> {
  const minute = sql`substr(at, 1, 16)`;
  const spells = await rows
    .selectFrom('journal')
    .select(({ fn }) => [fn.min<Instant>('at').as('first'), fn.max<Instant>('at').as('last')])
    .where('run_id', '=', runId)
    .groupBy(minute)
    .orderBy('first')
    .execute();
  return spells.length === 0 ? null : sumSpells(spells);
}

/** In the order of time. */
function sumSpells(spells: readonly Spell[]): number {
  let workedMs = 0;
  let before: number | null = null;
  for (const { first, last } of spells) {
    const firstMs = Date.parse(first);
    const lastMs = Date.parse(last);
    if (before !== null) workedMs += Math.min(mostBetweenRowsMs, firstMs - before);
    workedMs += lastMs - firstMs;
    before = lastMs;
  }
  return workedMs;
}
