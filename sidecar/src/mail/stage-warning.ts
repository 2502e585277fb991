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

/** Renders the warning for the users who share one address: each with the stages and days of their own. */
export function renderStageWarning(
  report: Report,
  users: readonly ReportedUser[],
  { timeZone, sentAt }: WarningOptions,
): ReportMail {
  const [first] = users;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone });
  const warned = users.map((user) => readWarned(user, { stages: report.stages ?? [], sentAt }));
  const accounts = warned.map(({ username, coming }) => ({
    username,
    next: coming.map(({ from, what }) => ({ when: day.format(new Date(from)), what })),
  }));
  const [soonest] = warned.flatMap(({ coming }) => coming.map(({ from }) => from)).sort();
  const asks = warned.map(({ warning }) => toOneLine(warning?.warn.ask ?? ''));
  const reasons = users.map(({ trace }) => toOneLine(wordTrace(trace, timeZone)));
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const view = {
    subject:
      soonest === undefined
        ? 'About your Confluence account'
        : `Your Confluence account: action needed before ${day.format(new Date(soonest))}`,
    what: wordWhat(users.length, soonest !== undefined),
    why: `Why you get this: ${joinDistinct(reasons, '; or ') || report.policy.name}.`,
    how: 'To keep it as it is, sign in to Confluence before that day. Any use of it starts the time anew.',
    confluence: report.host.statedUrl ?? report.host.url,
    message: joinDistinct(
      warned.map(({ warning }) => toOneLine(warning?.warn.message ?? '')),
      ' ',
    ),
    ask: `Questions: ask ${joinDistinct(asks, ', ') || 'the administrators of your Confluence'}.`,
    about: `Days are the earliest ones (${timeZone}). Policy “${toOneLine(report.policy.name)}”. This mail never asks for a password.`,
  };
  const isolated = accounts.map((account) => ({ ...account, username: isolate(account.username) }));
  return {
    subject: view.subject,
    text: renderSafely(templates.text, { ...view, name: isolate(name), accounts: isolated }),
    html: renderSafely(templates.html, { ...view, name, accounts }),
    attachments: [],
  };
}

/** The warning that is due for a user, and what follows it for them, each from its own day on. */
function readWarned(
  { username, before }: ReportedUser,
  { stages, sentAt }: { readonly stages: readonly Stage[]; readonly sentAt: Instant },
) {
  const decision = before.stage?.decision;
  const warning = stages.filter(isWarning).find((stage) => decision?.kind === 'due' && stage.name === decision.stage);
  const warnedDays = warning?.afterDays ?? 0;
  const coming = stages
    .filter((stage) => !isWarning(stage) && stage.afterDays > warnedDays)
    .map((stage) => ({ from: daysAfter(sentAt, stage.afterDays - warnedDays), what: wordStageForUser(stage) }));
  return { username: toOneLine(username), warning, coming };
}

function wordWhat(users: number, changes: boolean): string {
  if (users > 1) {
    return changes
      ? 'These Confluence accounts share your address. Unless it is used, each is going to be changed on the days that stand with it:'
      : 'A policy of your organisation means these Confluence accounts:';
  }
  return changes
    ? 'Unless it is used, this Confluence account is going to be changed:'
    : 'A policy of your organisation means this Confluence account:';
}

function joinDistinct(texts: readonly string[], separator: string): string {
  return [...new Set(texts)].filter((text) => text !== '').join(separator);
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
