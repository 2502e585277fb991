// The one sentence of a report, and its subject line: numbers first, TEST and HELD in the first words.
import type { Report } from '../domain/report.ts';
import { count, countUsers } from './counts.ts';
import { toOneLine } from './plain.ts';
import type { Tally } from './tally.ts';
import { wordRehearsal } from './words.ts';

/** The subject: outcome first, then the policy, then the run. Control characters cannot get in. */
export function subjectOf(report: Report, tally: Tally): string {
  const { mode, trigger } = report;
  const prefix = `${mode === 'test' ? 'TEST: ' : ''}${trigger.kind === 'undo' ? `Undo of run ${trigger.of}: ` : ''}`;
  return toOneLine(`${prefix}${shortOutcome(report, tally)} – ${report.policy.name} (run ${report.runId})`);
}

function shortOutcome({ ending, plan, mode }: Report, tally: Tally): string {
  const changed = `${tally.changed.users === 0 ? 'no user' : countUsers(tally.changed.users)} changed`;
  const unknown = plan?.summary.unknown ?? 0;
  const leftOut = unknown === 0 ? '' : `, ${count(unknown)} unknown`;
  switch (ending) {
    case 'failed':
      return tally.touched === 0 ? 'Not done' : `Broken off, ${changed}`;
    case 'quarantined':
      return `Held, ${countUsers(plan?.summary.planned ?? 0)} would be changed`;
    case 'cancelled':
      return mode === 'test' ? 'Cancelled' : `Cancelled, ${changed}`;
    case 'completed': {
      if (mode === 'test') {
        const { users } = tally.rehearsed;
        return users === 0 ? `No user would be changed${leftOut}` : `${countUsers(users)} would be changed`;
      }
      const { failed, unknown: open, contradicted } = tally;
      const trouble = failed.users + open.users + contradicted.users + tally['without-effect'].users;
      if (trouble > 0) return `${upper(changed)}, trouble with ${count(trouble)}`;
      return tally.changed.users === 0 ? `No user changed${leftOut}` : changed;
    }
  }
}

/** What happened, in one to four short sentences. */
export function headlineOf(report: Report, tally: Tally): string {
  const { plan, ending, mode } = report;
  const sentences = [...(plan === null ? [] : [matchedIn(plan.summary), unknownIn(plan.summary)])];
  if (ending === 'quarantined') sentences.push(heldIn(plan?.summary.planned ?? 0));
  else if (ending === 'failed') sentences.push(brokenOff(tally));
  else if (ending === 'cancelled') sentences.push(cancelled(tally));
  else sentences.push(mode === 'test' ? rehearsedIn(report, tally) : doneIn(tally));
  return [...sentences, ...braked(report), ...troubleIn(tally)].filter((one) => one !== '').join(' ');
}

type Summary = NonNullable<Report['plan']>['summary'];

function matchedIn({ matched, usersRead }: Summary): string {
  if (matched === 0) return `None of ${countUsers(usersRead)} matches.`;
  return `${count(matched)} of ${countUsers(usersRead)} ${matched === 1 ? 'matches' : 'match'}.`;
}

function unknownIn({ matched, unknown }: Summary): string {
  if (unknown === 0) return '';
  const more = matched === 0 ? '' : ' more';
  return `${count(unknown)}${more} ${unknown === 1 ? 'is unknown and was' : 'are unknown and were'} left out.`;
}

function heldIn(planned: number): string {
  return `The plan to change ${countUsers(planned)} is held. Nothing was changed.`;
}

function wereChanged(users: number): string {
  return `${countUsers(users)} ${users === 1 ? 'was' : 'were'} changed`;
}

function doneIn({ changed, touched }: Tally): string {
  if (touched === 0) return 'Nothing was changed.';
  return changed.users === 0 ? '' : `${wereChanged(changed.users)}.`;
}

function rehearsedIn({ rehearsalReason }: Report, { rehearsed }: Tally): string {
  const would = rehearsed.users === 0 ? '' : `${countUsers(rehearsed.users)} would be changed. `;
  const why = rehearsalReason === null ? '' : `, because ${wordRehearsal(rehearsalReason)}`;
  return `${would}This was a rehearsal${why}: nothing was changed.`;
}

function brokenOff({ changed, open, touched }: Tally): string {
  if (touched === 0) return 'This run could not be carried out. Nothing was changed.';
  if (changed.users === 0) return 'This run broke off.';
  const rest = open.users === 0 ? '' : `, ${count(open.users)} ${open.users === 1 ? 'was' : 'were'} not`;
  return `This run broke off: ${wereChanged(changed.users)}${rest}.`;
}

function cancelled({ changed, skipped, open, touched }: Tally): string {
  if (touched === 0) return 'This run was cancelled. Nothing was changed.';
  if (changed.users === 0) return 'This run was cancelled.';
  const rest = skipped.users + open.users;
  return `This run was cancelled: ${wereChanged(changed.users)}${rest === 0 ? '' : `, ${count(rest)} left alone`}.`;
}

/** What a run left alone on purpose, because it had done enough, too much had failed, or nobody let it in any more. */
function braked({ outcomes: { skipped = {} } }: Report): string[] {
  const { 'carried-over': carried = 0, 'too-many-failures': failed = 0, 'turned-away': shut = 0 } = skipped;
  return [
    carried === 0 ? '' : `${countUsers(carried)} ${carried === 1 ? 'is' : 'are'} carried over to the next run.`,
    failed === 0
      ? ''
      : `Too many changes failed, so ${countUsers(failed)} ${failed === 1 ? 'was' : 'were'} left alone.`,
    shut === 0
      ? ''
      : `Our own sign-in was refused, so ${countUsers(shut)} ${shut === 1 ? 'was' : 'were'} left alone. Check the service account and the Crowd applications.`,
  ];
}

function troubleIn({ failed, unknown, contradicted, 'without-effect': withoutEffect }: Tally): string[] {
  const about = (users: number, words: string): string => (users === 0 ? '' : `For ${countUsers(users)} ${words}.`);
  return [
    about(failed.users, 'a change failed'),
    about(unknown.users, 'it is not known whether a change was done'),
    about(contradicted.users, 'a change was done and does not read back so'),
    about(withoutEffect.users, 'a change was done and had no effect'),
  ];
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
