// What a user may take back by a link in a mail: licence and login that a run took, for so many days.
import { daysAfter } from './days-after.ts';
import type { ReportedUser } from './report.ts';
import type { Instant } from './user.ts';

/** Whether the run took somebody's login, or a group with what it gave. */
export function tookAccess({ steps }: Pick<ReportedUser, 'steps'>): boolean {
  return steps.some(
    ({ change: { kind }, outcome }) =>
      (kind === 'disable' || kind === 'disable-account' || kind === 'remove-from-group') &&
      (outcome?.kind === 'applied' || outcome?.kind === 'pending-synchronisation'),
  );
}

/** When the link of a run that ended then ends. */
export function giveBackEndsAt(finishedAt: Instant, { days }: { readonly days: number }): Instant {
  return daysAfter(finishedAt, days);
}

/**
 * Whether a seat of the licence is free for one more. Where nobody tells, none is promised: a licence that is exceeded
 * makes Confluence read-only for everybody.
 */
export function hasFreeSeat(host: {
  readonly remaining: number | null;
  readonly most: number | null;
  readonly used: number | null;
}): boolean {
  if (host.remaining !== null) return host.remaining > 0;
  return host.most !== null && host.used !== null && host.used < host.most;
}
