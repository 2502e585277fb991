// The mail that tells somebody that their password was replaced. No password is known here, so none can stand in it.
import type { Report, ReportedUser } from '../domain/report.ts';
import { compileTemplate, renderSafely } from './compile-template.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';

const templates = {
  html: compileTemplate('password-notice.html.hbs'),
  text: compileTemplate('password-notice.text.hbs', { noEscape: true }),
};

export interface NoticeOptions {
  /** IANA zone of the date in the mail. */
  readonly timeZone: string;
}

/** The users of a run whose notice goes to an address; two who share an address share the mail. */
export function needsNotice(entry: ReportedUser, to: string): boolean {
  return entry.before.email === to && hasNewPassword(entry);
}

/** Whether the run gave the user a random password. */
export function hasNewPassword({ steps }: Pick<ReportedUser, 'steps'>): boolean {
  return steps.some(
    ({ change, outcome }) =>
      (change.kind === 'set-random-password' || change.kind === 'create-user') && outcome?.kind === 'applied',
  );
}

/** One mail for all accounts of an address; where any of them is new, it is about having one. */
function wordsFor(users: readonly ReportedUser[]) {
  if (!users.some(({ before }) => before.newcomer !== undefined)) {
    return {
      subject: 'Your Confluence password was reset',
      what: 'An administrator had the password of this Confluence account replaced by a random one that nobody knows:',
      how: 'To sign in again, open Confluence, choose “Forgot your password” on its sign-in page, and set a new one.',
    };
  }
  return {
    subject: 'You have a Confluence account',
    what: 'An administrator had this Confluence account made for you. Its password is a random one that nobody knows:',
    how: 'To sign in, open Confluence, choose “Forgot your password” on its sign-in page, and set one of your own.',
  };
}

/** Renders the notice for the users who share one address. */
export function renderPasswordNotice(
  report: Report,
  users: readonly ReportedUser[],
  { timeZone }: NoticeOptions,
): ReportMail {
  const [first] = users;
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const usernames = users.map(({ username }) => toOneLine(username));
  const view = {
    ...wordsFor(users),
    confluence: report.host.statedUrl ?? report.host.url,
    otherwise:
      'If you sign in through your organisation instead of with a Confluence password, nothing changes for you.',
    about: `Done on ${date.format(new Date(report.finishedAt))} (${timeZone}). This mail never asks for a password.`,
  };
  return {
    subject: view.subject,
    text: renderSafely(templates.text, { ...view, name: isolate(name), usernames: usernames.map(isolate) }),
    html: renderSafely(templates.html, { ...view, name, usernames }),
    attachments: [],
  };
}
