// What a user may take back by a link in a mail: licence and login that a run took, for so many days.
import { daysAfter } from './days-after.ts';
import type { UnsupportedReason } from './plan/intent.ts';
import { mayBeInForce } from './plan/undo.ts';
import type { ReportedUser } from './report.ts';
import type { Outcome } from './run.ts';
import type { Instant } from './user.ts';

/** Whether the run took somebody's login, or a group with what it gave. */
export function tookAccess({ steps }: Pick<ReportedUser, 'steps'>): boolean {
  return steps.some(
    ({ change: { kind }, outcome }) =>
      (kind === 'disable' || kind === 'disable-account' || kind === 'remove-from-group') &&
      (outcome?.kind === 'applied' || outcome?.kind === 'pending-synchronisation'),
  );
}

/**
 * What the outcomes of one user's part of an undo come to: `given` where anything may be in force, `not-yet` where another
 * try may do more, `nothing-left` where all was so already, `refused` where only a person can change that.
 */
export type Giving = 'given' | 'not-yet' | 'nothing-left' | 'refused';

export function judgeGiving(outcomes: readonly Outcome[]): Giving {
  if (outcomes.some(mayBeInForce)) return 'given';
  if (outcomes.some(({ kind }) => kind === 'refused')) return 'refused';
  if (outcomes.some(mayDoMoreLater)) return 'not-yet';
  return outcomes.every(({ kind }) => kind === 'already') ? 'nothing-left' : 'refused';
}

function mayDoMoreLater(outcome: Outcome): boolean {
  if (outcome.kind === 'unsupported') return passingReasons.has(outcome.reason);
  return outcome.kind === 'failed' || outcome.kind === 'skipped';
}

const passingReasons: ReadonlySet<string> = new Set([
  'not-synchronised-yet',
  'directory-unreadable',
] satisfies readonly UnsupportedReason[]);

/** When the link of a run that ended then ends. */
export function giveBackEndsAt(finishedAt: Instant, { days }: { readonly days: number }): Instant {
  return daysAfter(finishedAt, days);
}

/**
 * Whether a seat of the licence is free for one more, where so many were given since the host told its numbers. Where nobody
 * tells, none is promised: a licence that is exceeded makes Confluence read-only for everybody.
 */
export function hasFreeSeat(
  host: { readonly remaining: number | null; readonly most: number | null; readonly used: number | null },
  givenSince: number,
): boolean {
  if (host.remaining !== null) return host.remaining > givenSince;
  return host.most !== null && host.used !== null && host.used + givenSince < host.most;
}
