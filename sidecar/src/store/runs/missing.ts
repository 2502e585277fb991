// What a run found missing at its Confluence before it planned: codes whose sentences say what would help.
import { readJson, writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export async function noteMissing(rows: Rows, input: { runId: number; codes: readonly string[] }): Promise<void> {
  const codes = writeJson(input.codes);
  await rows
    .insertInto('run_missing')
    .values({ run_id: input.runId, codes })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ codes }))
    .execute();
}

export async function readMissing(rows: Rows, runId: number): Promise<readonly string[]> {
  const row = await rows.selectFrom('run_missing').select('codes').where('run_id', '=', runId).executeTakeFirst();
  return row === undefined ? [] : readJson(row.codes);
}
