// Takes a person's names out of the reasons of decisions about plans: who decided what, and why, stays.
import type { Rows } from '../tables.ts';

/** The runs whose reason changed. */
export async function eraseFromDecisions(rows: Rows, takeOut: (text: string) => string): Promise<number[]> {
  const found = await rows
    .selectFrom('run_decisions')
    .select(['run_id', 'reason'])
    .where('reason', 'is not', null)
    .orderBy('run_id')
    .execute();
  const changed: number[] = [];
  for (const { run_id: run, reason } of found) {
    const without = takeOut(reason ?? '');
    if (without === reason) continue;
    await rows.updateTable('run_decisions').set({ reason: without }).where('run_id', '=', run).execute();
    changed.push(run);
  }
  return changed;
}
