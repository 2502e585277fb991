// The one sentence of a report, and its subject line: numbers first, TEST and HELD in the first words.
import type { Report } from '../domain/report.ts';
import { count, countUsers, wordRehearsal } from './words.ts';

/** The subject: outcome first, then the policy, then the run. Control characters cannot get in. */
export function subjectOf(report: Report): string {
  const prefix = report.mode === 'test' ? 'TEST: ' : '';
  return `${prefix}${shortOutcome(report)} – ${report.policy.name} (run ${report.runId})`.replace(/\p{Cc}+/gu, ' ');
}

function shortOutcome({ ending, plan, outcomes, mode }: Report): string {
  if (ending === 'failed') return 'Not done';
  if (ending === 'quarantined') return `Held, ${countUsers(plan?.summary.planned ?? 0)} would be changed`;
  if (mode === 'test') return `${countUsers(outcomes.users.rehearsed ?? 0)} would be changed`;
  const trouble = (outcomes.users.failed ?? 0) + (outcomes.users.unknown ?? 0);
  const changed = `${countUsers(outcomes.users.applied ?? 0)} changed`;
  const cancelled = ending === 'cancelled' ? 'Cancelled, ' : '';
  return `${cancelled}${changed}${trouble === 0 ? '' : `, ${count(trouble)} not`}`;
}

/** What happened, in one to three sentences. */
export function headlineOf(report: Report): string {
  const { plan, ending, mode, rehearsalReason, outcomes } = report;
  if (ending === 'failed') return 'This run could not be carried out. Nothing else was changed.';
  if (plan === null) return 'This run was cancelled before a plan was made. Nothing was changed.';
  const { summary } = plan;
  const matched = `${count(summary.matched)} of ${countUsers(summary.usersRead)} match.`;
  const unknown = summary.unknown === 0 ? '' : ` ${count(summary.unknown)} more are not known and were left out.`;
  if (ending === 'quarantined') {
    return `${matched}${unknown} The plan to change ${countUsers(summary.planned)} is held. Nothing was changed.`;
  }
  if (mode === 'test') {
    const why = rehearsalReason === null ? '' : `, because ${wordRehearsal(rehearsalReason)}`;
    return `${matched}${unknown} ${countUsers(outcomes.users.rehearsed ?? 0)} would be changed. Nothing was changed${why}.`;
  }
  return `${matched}${unknown} ${countUsers(outcomes.users.applied ?? 0)} changed.`;
}
