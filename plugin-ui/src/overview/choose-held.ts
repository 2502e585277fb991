// Which of the held plans that wait stand on the start page: live ones first, and each policy once, however often it ran.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';

type Waiting = Pick<RunDocument, 'id' | 'policyId' | 'mode' | 'trigger'>;

/** At most so many of them, each kind newest first. */
export function chooseHeld<Run extends Waiting>(waiting: readonly Run[], most: number): Run[] {
  const newest = new Map<string, Run>();
  for (const run of [...waiting].sort((one, other) => other.id - one.id)) {
    const subject = subjectOf(run);
    if (!newest.has(subject)) newest.set(subject, run);
  }
  const found = [...newest.values()];
  return [...found.filter(({ mode }) => mode === 'live'), ...found.filter(({ mode }) => mode === 'test')].slice(
    0,
    most,
  );
}

/** A later run of a policy asks about the same people anew; newcomers, events, undos and approvals are about other people each time. */
function subjectOf({ id, policyId, mode, trigger }: Waiting): string {
  const anew = trigger.kind === 'schedule' || trigger.kind === 'by-hand';
  return anew ? `${mode} ${policyId}` : `${id}`;
}
