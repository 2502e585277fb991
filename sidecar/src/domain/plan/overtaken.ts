// Which change of a run was answered by a later one of ours: to take it back would undo what was meant afterwards.
import type { Change } from '../action.ts';
import type { Outcome } from '../run.ts';
import { foldName } from '../user.ts';
import { mayBeInForce } from './undo.ts';

/**
 * Whether a later step did the same again, or surely took it back. One that may only have taken it back leaves the earlier
 * change to whoever undoes it: they try what was tried.
 */
export function isOvertakenBy(
  change: Change,
  later: { readonly change: Change; readonly outcome: Outcome | null },
): boolean {
  const subject = subjectOf(change);
  if (subject === null || subject !== subjectOf(later.change)) return false;
  return change.kind === later.change.kind ? mayBeInForce(later.outcome) : later.outcome?.kind === 'applied';
}

/** What a change sets, one way or the other; null where nothing is set that could be put back. */
function subjectOf(change: Change): string | null {
  switch (change.kind) {
    case 'disable':
    case 'enable':
      return 'status';
    case 'add-to-group':
    case 'remove-from-group':
      return `group ${foldName(change.group)}`;
    case 'disable-account':
    case 'enable-account':
      return `account ${foldName(change.directory)}`;
    default:
      return null;
  }
}
