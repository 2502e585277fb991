// After a crash: steps whose call may or may not have happened are settled by reading the user, never by calling again blindly.
import type { StoredEntry, StoredStep } from '../store/runs.ts';
import { type EntryWork, placeOf, settleStep } from './execute/steps.ts';

const entriesPerPage = 200;

/**
 * Settles every step of the run that was begun and has no outcome. Steps that took no effect stay open and are carried
 * out like any other; in test mode nothing left the process, so they simply stay open. `held` where a stop came before all
 * were settled; a cancelled run still says what it did.
 */
export async function settleUnsettled(work: EntryWork): Promise<'settled' | 'held'> {
  if (work.run.mode === 'test') return 'settled';
  const unsettled = new Set(await work.store.journal.unsettled(work.run.id));
  if (unsettled.size === 0) return 'settled';
  for await (const [entry, step] of openSteps(work)) {
    if (!unsettled.has(step.id)) continue;
    if ((await work.mayGoOn()) === 'hold') return 'held';
    const settled = await settleStep(work, entry, step.change);
    const place = { ...placeOf(work, step), at: work.clock.now() };
    if (settled === 'no-effect') await work.store.journal.withoutEffect(place);
    else if (settled !== 'untold') await work.store.journal.outcomes([{ ...place, outcome: settled, settled: true }]);
  }
  return 'settled';
}

async function* openSteps({ store, run }: EntryWork): AsyncGenerator<readonly [StoredEntry, StoredStep]> {
  for (let after = 0; ; ) {
    const page = await store.runs.entries({
      runId: run.id,
      fate: 'planned',
      outcome: 'open',
      after,
      limit: entriesPerPage,
    });
    for (const entry of page) for (const step of entry.steps) if (step.outcome === null) yield [entry, step];
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.personId;
  }
}
