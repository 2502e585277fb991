// The different changes of a run's plan, each once however many users it is planned for.
import type { Change } from '../../domain/action.ts';
import { readJson } from '../json-text.ts';
import type { RunRecords } from '../runs.ts';
import type { Rows } from '../tables.ts';

export async function readDistinctChanges(
  rows: Rows,
  { runId, people }: Parameters<RunRecords['changes']>[0],
): Promise<readonly Change[]> {
  const wanted = people === undefined ? null : new Set(people);
  const found = await rows
    .selectFrom('run_steps')
    .select('change')
    .distinct()
    .where('run_id', '=', runId)
    .$if(wanted !== null, (query) => query.select('entry_id'))
    .execute();
  const texts = found.filter(({ entry_id: id }) => id === undefined || wanted?.has(id) !== false);
  const changes = new Map(texts.map(({ change }) => [change, change]));
  return [...changes.values()].map(readJson);
}
