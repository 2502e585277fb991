// The mark that a run's people are erased: set only while no other run needs them, and from then on none may begin that would.
import type { Instant } from '../../domain/user.ts';
import { PeopleErasedError } from '../errors.ts';
import type { Rows } from '../tables.ts';

export interface Erasure {
  readonly runId: number;
  readonly at: Instant;
  readonly keptDays: number;
}

/** Call it within a transaction. `mayGo` is asked once nobody can begin a run on these people any more. */
export async function markErased(
  rows: Rows,
  { runId, at, keptDays }: Erasure,
  mayGo: () => Promise<boolean>,
): Promise<boolean> {
  await waitForRunRow(rows, runId);
  if (!(await mayGo())) return false;
  await rows
    .insertInto('run_erasures')
    .values({ run_id: runId, at, kept_days: keptDays })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}

/** Call it within the transaction that begins a run on the people of another; throws `PeopleErasedError`. */
export async function demandPeople(rows: Rows, runId: number): Promise<void> {
  await waitForRunRow(rows, runId);
  const erased = await rows.selectFrom('run_erasures').select('run_id').where('run_id', '=', runId).executeTakeFirst();
  if (erased !== undefined) throw new PeopleErasedError(`The people of run ${runId} were erased.`);
}

/** Writing a row as it is holds it until the transaction ends, on both engines: who erases and who begins go in turn. */
async function waitForRunRow(rows: Rows, runId: number): Promise<void> {
  await rows
    .updateTable('runs')
    .set(({ ref }) => ({ state: ref('state') }))
    .where('id', '=', runId)
    .execute();
}
