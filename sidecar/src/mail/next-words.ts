// What comes next after a run, so that nobody has to wonder whether something is still going to happen.
import type { Report } from '../domain/report.ts';
import type { NextWave } from '../domain/waves.ts';
import { countUsers } from './counts.ts';

/** One to four sentences. */
export function wordNext(report: Report, timeZone: string): string {
  const { nextRunAt, ending, wavesLeft } = report;
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const due = nextRunAt === undefined ? null : `${date.format(new Date(nextRunAt))} (${timeZone})`;
  const own = wordOwn(report, timeZone);
  if (wavesLeft !== undefined) {
    const bySchedule = due === null ? '' : `The schedule of the policy itself is due next on ${due}.`;
    return join([own, wordWaves(wavesLeft, timeZone), bySchedule]);
  }
  if (due !== null) return join([own, `The next run is due on ${due}.`]);
  return join([own, ending === 'quarantined' ? '' : 'No further run is planned.']);
}

function join(sentences: readonly string[]): string {
  return sentences.filter((one) => one !== '').join(' ');
}

function wordOwn(report: Report, timeZone: string): string {
  const { ending, mode, rehearsalReason, outcomes } = report;
  if (ending === 'failed') return 'What stood in the way has to be looked at.';
  const rehearsed = mode !== 'test' || rehearsalReason === null ? '' : testWords[rehearsalReason];
  if (ending === 'quarantined') return mode === 'test' ? wordHeldTest(rehearsed) : wordHeld(report, timeZone);
  if (mode === 'test') return rehearsed;
  if (report.wavesLeft !== undefined) return '';
  const carried = outcomes.skipped?.['carried-over'] ?? 0;
  return carried === 0 ? '' : `${countUsers(carried)} ${carried === 1 ? 'is' : 'are'} left for the next run.`;
}

function wordWaves({ users, next, editEnds }: NonNullable<Report['wavesLeft']>, timeZone: string): string {
  const left = `${countUsers(users)} of the approved plan ${users === 1 ? 'is' : 'are'} left`;
  if (next.kind === 'never') return `${left}, and no wave comes to them: ${neverWords[next.why]}`;
  if (next.kind === 'at-once')
    return `${left} for the next waves: the next one is due already, and begins as soon as nothing holds it back.`;
  if (next.kind === 'when-started-again')
    return `${left} for the next waves: everything is stopped, and none comes before the stop is lifted.`;
  if (next.kind === 'when-live') {
    return `${left} for the next waves: none comes before the policy and this product act live again.`;
  }
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const due = `${date.format(new Date(next.at))} (${timeZone})`;
  const unless = editEnds ? ', unless the policy is edited in what it decides before' : '';
  return `${left} for the next waves: the next one is due on ${due}${unless}.`;
}

const neverWords: Readonly<Record<Extract<NextWave, { kind: 'never' }>['why'], string>> = {
  expired: 'the approval ends before another one could begin. What is left takes a new plan.',
  'policy-changed':
    'the policy was edited in what it decides, or taken out of use. What is left takes a new plan, and an approval of its own.',
};

function wordHeld({ plan, approvalEndsAt }: Report, timeZone: string): string {
  const users = countUsers(plan?.summary.planned ?? 0);
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const end = approvalEndsAt === undefined ? '' : ` on ${date.format(new Date(approvalEndsAt))} (${timeZone})`;
  return `Nobody is changed unless somebody approves the plan for ${users} in the console; otherwise it lapses${end}.`;
}

/** An approval of it would be another rehearsal. */
function wordHeldTest(rehearsed: string): string {
  return [rehearsed, 'A live run would be held in the same way and wait for an approval.'].join(' ').trim();
}

const testWords: Readonly<Record<NonNullable<Report['rehearsalReason']>, string>> = {
  'policy-in-test-mode': 'Nobody is changed until the policy is switched to live.',
  'process-observes': 'Nobody is changed until this product is switched to live mode.',
  'asked-for-test': 'Nobody is changed by this test.',
  'host-not-confirmed': 'Nobody is changed until an administrator confirms that this is the right Confluence.',
};
