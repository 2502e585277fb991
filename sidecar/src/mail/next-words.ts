// What comes next after a run, so that nobody has to wonder whether something is still going to happen.
import type { Report } from '../domain/report.ts';
import { countUsers } from './counts.ts';

/** One to three sentences. */
export function wordNext(report: Report, timeZone: string): string {
  const { nextRunAt, ending } = report;
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const byItself =
    nextRunAt === undefined
      ? ending === 'quarantined'
        ? ''
        : 'No further run is planned.'
      : `The next run is due on ${date.format(new Date(nextRunAt))} (${timeZone}).`;
  return [wordOwn(report), byItself].filter((one) => one !== '').join(' ');
}

function wordOwn({ ending, mode, rehearsalReason, outcomes, plan }: Report): string {
  if (ending === 'quarantined') {
    const users = countUsers(plan?.summary.planned ?? 0);
    return `Nobody is changed unless somebody approves the plan for ${users} in the console; otherwise it lapses.`;
  }
  if (ending === 'failed') return 'What stood in the way has to be looked at.';
  if (mode === 'test') return rehearsalReason === null ? '' : testWords[rehearsalReason];
  const carried = outcomes.skipped?.['carried-over'] ?? 0;
  return carried === 0 ? '' : `${countUsers(carried)} ${carried === 1 ? 'is' : 'are'} left for the next run.`;
}

const testWords: Readonly<Record<NonNullable<Report['rehearsalReason']>, string>> = {
  'policy-in-test-mode': 'Nobody is changed until the policy is switched to live.',
  'process-observes': 'Nobody is changed until this product is switched to live mode.',
  'asked-for-test': 'Nobody is changed by this test.',
  'host-not-confirmed': 'Nobody is changed until an administrator confirms that this is the right Confluence.',
};
