// Whoever writes down what they do must hold the lease of the run: in other hands, nothing of it may be written or done.
import { sql } from 'kysely';
import type { Engine } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import type { Rows } from '../tables.ts';

/** For so long a process that is not heard of any more may keep others from taking the run over, in milliseconds. */
const longestSilenceMs = 30_000;

/**
 * Call it first in the transaction that writes: nobody takes the runs over before it ends. SQLite lets one write at a time; on
 * PostgreSQL the runs are locked, and a transaction of which nothing more is heard is ended by the server.
 */
export async function requireLeases(
  rows: Rows,
  steps: readonly { readonly runId: number; readonly holder?: string }[],
  engine: Engine,
): Promise<void> {
  const holders = new Map(
    steps.flatMap(({ runId, holder }) => (holder === undefined ? [] : [[`${runId} ${holder}`, { runId, holder }]])),
  );
  for (const { runId, holder } of holders.values()) {
    const own = rows.selectFrom('runs').select('id').where('id', '=', runId).where('lease_holder', '=', holder);
    const silence = sql`set_config('idle_in_transaction_session_timeout', ${String(longestSilenceMs)}, true)`;
    const held = engine === 'postgres' ? own.select(silence.as('silence')).forShare() : own;
    if ((await held.executeTakeFirst()) === undefined) throw new StoreStateError(`Run ${runId} is in other hands.`);
  }
}
