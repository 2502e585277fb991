// What a run that is over came to, so that nobody takes one that changed nothing, or ran into trouble, for a success.
import type { RunDetailDocument } from '../../contract/runs.ts';

/** Trouble first; what was so already is none, and comes last. */
const others = [
  'failed',
  'unknown',
  'open',
  'skipped',
  'refused',
  'unsupported',
  'applied-without-effect',
  'pending-synchronisation',
  'already',
];

/** For example `; steps: 0 applied, 10 failed, 30 skipped`. Nothing for a run that is not over, or whose plan is held. */
export function describeOutcomes({ run, counts: { steps } }: Pick<RunDetailDocument, 'run' | 'counts'>): string {
  if (!isOver(run)) return '';
  const done = run.mode === 'test' ? 'rehearsed' : 'applied';
  const told = others.filter((outcome) => (steps[outcome] ?? 0) > 0);
  return `; steps: ${[done, ...told].map((outcome) => `${steps[outcome] ?? 0} ${outcome}`).join(', ')}`;
}

/** Whether it came to its end having had something to do. */
export function isOver({ state, ending }: Pick<RunDetailDocument['run'], 'state' | 'ending'>): boolean {
  return state === 'finished' && ending !== 'quarantined';
}
