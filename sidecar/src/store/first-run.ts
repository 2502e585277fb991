// The run an approved one goes back to: what it is for is told by why that one started, however often it was held.
import type { Run } from '../domain/run.ts';
import type { RunRecords } from './runs.ts';

/** The run itself unless it acts on an approved plan; an approved run may be held and approved again. */
export async function findFirstRun(runs: Pick<RunRecords, 'get'>, run: Run): Promise<Run> {
  let first = run;
  while (first.trigger.kind === 'approval') {
    const held = await runs.get(first.trigger.of);
    if (held === null) throw new Error(`Run ${first.id} refers to a run that is not there.`);
    first = held;
  }
  return first;
}
