// Holds the audit trail against a run: a sound chain, and one line for every stage that the run went through.
import { checkTrail, findBeginning } from '../../sidecar/src/automation/trail/check-trail.ts';
import type { Store } from '../../sidecar/src/store/store.ts';

const stages = ['run.requested', 'run.started', 'run.planned', 'run.finished'];

/** Sentences about everything that is wrong; none, if all is well. */
export async function findTrailFaults(store: Pick<Store, 'audit' | 'journal'>, runId: number): Promise<string[]> {
  const { fault } = await checkTrail(store.audit, await findBeginning(store.audit));
  const entries = await store.audit.list({ limit: 10_000, before: null, event: 'run' });
  const ofRun = entries.filter(({ details }) => details.run === runId);
  const journal = await store.journal.rows({ runId, after: 0, limit: 100_000 });
  const sealed = ofRun.find(({ event }) => event === 'run.finished')?.details.journalRows;
  return [
    ...(fault === null ? [] : [`the audit trail is broken at entry ${fault.entry}: ${fault.code}`]),
    ...stages.flatMap((stage) => {
      const count = ofRun.filter(({ event }) => event === stage).length;
      return count === 1 ? [] : [`the audit trail has ${count} lines ${stage}`];
    }),
    ...(sealed === journal.length ? [] : [`the audit trail seals ${sealed} of ${journal.length} journal rows`]),
  ];
}
