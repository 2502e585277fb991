// Newcomers of a run: written with its request, read for its plan, gone once the plan holds them; and the keys they got.
import type { Newcomer } from '../../domain/newcomer.ts';
import type { UserKey } from '../../domain/user.ts';
import { readJson, writeJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

/** Call it within the transaction that requests the run. */
export async function insertNewcomers(rows: Rows, runId: number, newcomers: readonly Newcomer[]): Promise<void> {
  const placed = newcomers.map((newcomer, position) => ({ run_id: runId, position, newcomer: writeJson(newcomer) }));
  for (const some of cutSlices(placed)) await rows.insertInto('run_newcomers').values(some).execute();
}

/** In the order of the request; empty once the run is planned. */
export async function readNewcomers(rows: Rows, runId: number): Promise<Newcomer[]> {
  const found = await rows
    .selectFrom('run_newcomers')
    .select('newcomer')
    .where('run_id', '=', runId)
    .orderBy('position')
    .execute();
  return found.map((row) => readJson(row.newcomer));
}

/** The plan holds them, or the run ended without one. */
export async function forgetNewcomers(rows: Rows, runId: number): Promise<void> {
  await rows.deleteFrom('run_newcomers').where('run_id', '=', runId).execute();
}

/** The first key stands. */
export async function noteCreated(rows: Rows, input: { personId: number; userKey: UserKey }): Promise<void> {
  await rows
    .insertInto('run_created')
    .values({ entry_id: input.personId, user_key: input.userKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
