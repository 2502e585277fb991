// The mail that tells somebody that their password was replaced. No password is known here, so none can stand in it.
import type { Report, ReportedUser } from '../domain/report.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';
import { builtInTemplates, type Templates } from './templates.ts';
import { userWordsIn } from './user-words/choose.ts';
import type { MailLanguage } from './user-words/words.ts';

export interface NoticeOptions {
  /** IANA zone of the date in the mail. */
  readonly timeZone: string;
  /** English where none is told. */
  readonly language?: MailLanguage;
  readonly templates?: Templates;
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

/** Renders the notice for the users who share one address; where any of them is new, it is about having an account. */
export function renderPasswordNotice(
  report: Report,
  users: readonly ReportedUser[],
  { timeZone, language = 'en', templates = builtInTemplates }: NoticeOptions,
): ReportMail {
  const [first] = users;
  const words = userWordsIn(language);
  const { notice } = words;
  const date = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const usernames = users.map(({ username }) => toOneLine(username));
  const view = {
    language: words.language,
    hello: words.hello,
    openConfluence: words.openConfluence,
    ...(users.some(({ before }) => before.newcomer !== undefined) ? notice.made : notice.reset),
    confluence: report.host.statedUrl ?? report.host.url,
    otherwise: notice.otherwise,
    about: `${notice.about(date.format(new Date(report.finishedAt)), timeZone)} ${words.noPassword}`,
  };
  return {
    subject: view.subject,
    text: templates.fill('password-notice.text.hbs', {
      ...view,
      name: isolate(name),
      usernames: usernames.map(isolate),
    }),
    html: templates.fill('password-notice.html.hbs', { ...view, name, usernames }),
    attachments: [],
  };
}
