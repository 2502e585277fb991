// The mail that warns somebody of what comes next for their account: what, when, why, what helps, and whom to ask.
import type { Action } from '../domain/action.ts';
import { daysAfter } from '../domain/days-after.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { isWarning, type Stage } from '../domain/stage/stage.ts';
import type { Instant } from '../domain/user.ts';
import { compileTemplate, renderSafely } from './compile-template.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';
import { wordTrace } from './trace-words.ts';

const templates = {
  html: compileTemplate('stage-warning.html.hbs'),
  text: compileTemplate('stage-warning.text.hbs', { noEscape: true }),
};

export interface WarningOptions {
  /** IANA zone of the dates in the mail. */
  readonly timeZone: string;
  /** When it goes out: the days until the next stage count from then. */
  readonly sentAt: Instant;
}

/** The users of a run who are warned at an address; two who share an address share the mail. */
export function needsWarning({ before, steps }: ReportedUser, to: string): boolean {
  return (
    before.email === to && steps.some(({ change, outcome }) => change.kind === 'warn' && outcome?.kind === 'applied')
  );
}

/** Renders the warning for the users who share one address. */
export function renderStageWarning(
  report: Report,
  users: readonly ReportedUser[],
  { timeZone, sentAt }: WarningOptions,
): ReportMail {
  const [first] = users;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone });
  const stages = report.stages ?? [];
  const decision = first?.before.stage?.decision;
  const warning = stages.filter(isWarning).find((stage) => decision?.kind === 'due' && stage.name === decision.stage);
  const coming = stages.filter((stage) => !isWarning(stage) && stage.afterDays > (warning?.afterDays ?? 0));
  const next = coming.map((stage) => ({
    when: day.format(new Date(daysAfter(sentAt, stage.afterDays - (warning?.afterDays ?? 0)))),
    what: wordStageForUser(stage),
  }));
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const usernames = users.map(({ username }) => toOneLine(username));
  const [soonest] = next;
  const view = {
    subject:
      soonest === undefined
        ? 'About your Confluence account'
        : `Your Confluence account: action needed before ${soonest.when}`,
    what:
      soonest === undefined
        ? 'A policy of your organisation means this Confluence account:'
        : 'Unless it is used, this Confluence account is going to be changed:',
    next,
    why: `Why you get this: ${first === undefined ? report.policy.name : toOneLine(wordTrace(first.trace, timeZone))}.`,
    how: 'To keep it as it is, sign in to Confluence before that day. Any use of it starts the time anew.',
    confluence: report.host.statedUrl ?? report.host.url,
    message: toOneLine(warning?.warn.message ?? ''),
    ask: `Questions: ask ${toOneLine(warning?.warn.ask ?? '') || 'the administrators of your Confluence'}.`,
    about: `Days are the earliest ones (${timeZone}). Policy “${toOneLine(report.policy.name)}”. This mail never asks for a password.`,
  };
  return {
    subject: view.subject,
    text: renderSafely(templates.text, { ...view, name: isolate(name), usernames: usernames.map(isolate) }),
    html: renderSafely(templates.html, { ...view, name, usernames }),
    attachments: [],
  };
}

/** What a stage means to the person it happens to. */
function wordStageForUser(stage: Stage): string {
  if (isWarning(stage)) return 'you are warned again';
  return stage.actions.map(wordActionForUser).join(', and ');
}

function wordActionForUser(action: Action): string {
  switch (action) {
    case 'disable':
      return 'the account is disabled';
    case 'enable':
      return 'the account is enabled';
    case 'delete':
      return 'the account is deleted for good';
    case 'deleteOrDisable':
      return 'the account is deleted for good, or disabled';
    case 'resetPassword':
      return 'its password is reset';
    case 'takeLicence':
      return 'it loses its licence, and with it the access to Confluence';
    default:
      return 'moveToDirectory' in action || 'copyToDirectory' in action
        ? 'it moves to another user directory'
        : 'its groups, and what they give access to, change';
  }
}
