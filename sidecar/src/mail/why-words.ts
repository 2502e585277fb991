// Why a policy means a user or does not, as one sentence, and what each of its changes would come to.
import type { Trace } from '../domain/criteria/matches.ts';
import { fateOf, type PlannedStep } from '../domain/plan/plan.ts';
import type { PlannedStage } from '../domain/stage/stage.ts';
import { wordPlannedStage } from './stage-words.ts';
import { wordTrace } from './trace-words.ts';
import { wordDone, wordOutcome, wordReason } from './words.ts';

interface Answered {
  readonly trace: Trace;
  readonly steps: readonly PlannedStep[];
  /** Null where the policy has no stages. */
  readonly stage: PlannedStage | null;
}

/** The sentence for one user: the trace in its words, and what stands in the way of whoever is meant. */
export function wordWhy({ trace, steps, stage }: Answered, timeZone: string): string {
  const facts = wordTrace(trace, timeZone);
  if (trace.verdict === 'no') return `Not meant: ${facts}.`;
  if (trace.verdict === 'unknown') return `Left alone, because whether the user is meant is not certain: ${facts}.`;
  const place = stage === null ? '' : ` Stages: ${wordPlannedStage(stage, timeZone)}.`;
  return `Meant: ${facts}.${place} ${wordFate(steps)}`;
}

function wordFate(steps: readonly PlannedStep[]): string {
  switch (fateOf({ steps })) {
    case 'planned':
      return 'Would be changed.';
    case 'already':
      return 'Nothing is left to do.';
    case 'refused':
    case 'unsupported': {
      const reasons = new Set(
        steps.map(({ disposition }) => (disposition.kind === 'planned' ? null : wordReason(disposition))),
      );
      return `Left alone: ${[...reasons].filter((reason) => reason !== null).join('; ')}.`;
    }
  }
}

/** One change and what would become of it: "disabled: would be done". */
export function wordStep({ change, disposition }: PlannedStep): string {
  const outcome = disposition.kind === 'planned' ? wordOutcome({ kind: 'rehearsed' }) : wordOutcome(disposition);
  return `${wordDone(change)}: ${outcome}`;
}
