// The different changes of a run's plan, each once however many users it is planned for.
import type { Change } from '../../domain/action.ts';
import { readJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export async function readDistinctChanges(rows: Rows, runId: number): Promise<readonly Change[]> {
  const found = await rows.selectFrom('run_steps').select('change').distinct().where('run_id', '=', runId).execute();
  return found.map((row) => readJson(row.change));
}
