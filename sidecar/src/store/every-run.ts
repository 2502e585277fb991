// All runs that a question means, page by page, so that none is left out because many others are newer.
import type { Run } from '../domain/run.ts';
import type { RunQuery, RunRecords } from './runs.ts';

const pageSize = 200;

/** The newest first. */
export async function* everyRun(
  runs: Pick<RunRecords, 'list'>,
  query: Omit<RunQuery, 'limit' | 'before'>,
): AsyncGenerator<Run> {
  for (let before: number | null = null; ; ) {
    const page: readonly Run[] = await runs.list({ ...query, limit: pageSize, before });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    before = last.id;
  }
}
