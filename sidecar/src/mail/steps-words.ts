// What was done to one user, in lines: "removed from confluence-users", "left alone: an administrator".
import type { ReportedUser } from '../domain/report.ts';
import type { RunEnding } from '../domain/run.ts';
import { wordDone, wordReason, wordVerification } from './words.ts';

type Step = ReportedUser['steps'][number];

/** One line a step; several steps left alone for one reason share a line. */
export function wordSteps(steps: readonly Step[], ending: RunEnding): string[] {
  if (steps.length === 0) return ['nothing to do'];
  const told = steps.filter((step) => !isHeldReady(step));
  return [...new Set(told.map((step) => wordStep(step, ending) + wordChoice(step)))];
}

/** A withdrawal is no news unless something had to be withdrawn. */
function isHeldReady({ change, outcome }: Step): boolean {
  if (change.kind !== 'withdraw-account') return false;
  return outcome === null || outcome.kind === 'already' || outcome.kind === 'skipped';
}

/** Why a user is disabled whom the policy would rather delete, and what one person alone cannot do. */
function wordChoice({ disposition }: Step): string {
  if (disposition === undefined) return '';
  if ('privilege' in disposition) return ' (takes an administrator and a second one)';
  if (!('insteadOf' in disposition)) return '';
  return ` (instead of deleted: ${wordReason({ kind: 'unsupported', reason: disposition.reason })})`;
}

function wordStep({ change, outcome, verification }: Step, ending: RunEnding): string {
  const done = wordDone(change);
  if (outcome === null) return ending === 'quarantined' ? `would be ${done}` : `not ${done}`;
  const reason = wordReason(outcome) ?? '';
  switch (outcome.kind) {
    case 'applied':
      // What is as it should be needs no words here; the figures count it.
      return verification === null || verification === 'confirmed'
        ? done
        : `${done}, ${wordVerification(verification)}`;
    case 'applied-without-effect':
      return `${done}, without effect: ${reason}`;
    case 'pending-synchronisation':
      return `${done}, waiting for the directory to synchronise`;
    case 'already':
      return wordHeld(change);
    case 'rehearsed':
      return `would be ${done}`;
    case 'skipped':
    case 'refused':
      return `left alone: ${reason}`;
    case 'unsupported':
      return `cannot be ${done}: ${reason}`;
    case 'failed':
      return `not ${done}: ${reason}`;
    case 'unknown':
      return `not known whether ${done}: ${reason}`;
  }
}

/** What was so already. */
function wordHeld(change: Step['change']): string {
  switch (change.kind) {
    case 'remove-from-group':
      return `not in ${change.group} anyway`;
    case 'take-licence':
      return 'takes no seat of the licence anyway';
    case 'add-to-group':
      return `already in ${change.group}`;
    default:
      return `already ${wordDone(change)}`;
  }
}
