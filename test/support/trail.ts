// Holds the audit trail against a run: a sound chain, one line for every stage that it went through, one for every step.
import { checkTrail } from '../../sidecar/src/automation/trail/check-trail.ts';
import type { JournalRow } from '../../sidecar/src/store/journal.ts';
import type { Store } from '../../sidecar/src/store/store.ts';

const stages = ['run.requested', 'run.started', 'run.planned', 'run.finished'];

/** Sentences about everything that is wrong; none, if all is well. */
export async function findTrailFaults(store: Pick<Store, 'audit' | 'journal'>, runId: number): Promise<string[]> {
  const { fault } = await checkTrail({ audit: store.audit, publicKey: null, known: null, whole: true });
  const entries = await store.audit.list({ limit: 10_000, before: null, event: 'run' });
  const ofRun = entries.filter(({ details }) => details.run === runId);
  const journal = await store.journal.rows({ runId, after: 0, limit: 100_000 });
  const steps = await store.audit.list({ limit: 100_000, before: null, event: 'step' });
  const sealed = ofRun.find(({ event }) => event === 'run.finished')?.details.journalRows;
  return [
    ...(fault === null ? [] : [`the audit trail is broken at entry ${fault.entry}: ${fault.code}`]),
    ...stages.flatMap((stage) => {
      const count = ofRun.filter(({ event }) => event === stage).length;
      return count === 1 ? [] : [`the audit trail has ${count} lines ${stage}`];
    }),
    ...(sealed === journal.length ? [] : [`the audit trail seals ${sealed} of ${journal.length} journal rows`]),
    ...findStepFaults(
      steps.filter(({ details }) => details.run === runId),
      journal,
    ),
  ];
}

const untold = new Set(['skipped', 'already', 'rehearsed', 'unsupported']);

/** Each step that was done, tried or refused has exactly one entry, which says what the journal says. */
function findStepFaults(
  entries: Awaited<ReturnType<Store['audit']['list']>>,
  journal: readonly JournalRow[],
): readonly string[] {
  const told = Map.groupBy(
    entries.filter(({ event }) => event === 'step.outcome'),
    ({ details }) => details.step,
  );
  const ended = new Map<number, string>();
  for (const { stepId, kind, content } of journal) {
    if (kind !== 'outcome' && kind !== 'settled') continue;
    // What stands behind a step's first outcome corrects it, and has an entry of another name.
    if (typeof content === 'object' && content !== null && !ended.has(stepId)) ended.set(stepId, content.kind);
  }
  const wanted = new Map([...ended].filter(([, outcome]) => !untold.has(outcome)));
  return [
    ...[...wanted].flatMap(([step, outcome]) => {
      const said = (told.get(step) ?? []).map(({ details }) => details.outcome);
      return said.length === 1 && said[0] === outcome
        ? []
        : [`step ${step} ended ${outcome}, and the audit trail says ${said.join(', ') || 'nothing'}`];
    }),
    ...[...told.keys()]
      .filter((step) => typeof step !== 'number' || !wanted.has(step))
      .map((step) => `the audit trail tells of step ${step}, and the journal does not`),
    ...entries.filter(({ about }) => about === null).map(({ details }) => `step ${details.step} is about nobody`),
  ];
}
