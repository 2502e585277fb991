// The mail that tells somebody that their access was taken, and how to get it back: once, until a day, by a link.
import { giveBackEndsAt, tookAccess } from '../domain/give-back.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { isWarning } from '../domain/stage/stage.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';
import { builtInTemplates, type Templates } from './templates.ts';
import { userWordsIn } from './user-words/choose.ts';
import type { MailLanguage } from './user-words/words.ts';

export interface TakenOptions {
  /** IANA zone of the dates in the mail. */
  readonly timeZone: string;
  /** By which each of the users gets it back, in their order; null where there is none. */
  readonly links: readonly (string | null)[];
  readonly language?: MailLanguage;
  readonly templates?: Templates;
}

/** The users of a run who are told at an address; two who share an address share the mail. */
export function needsTakenMail(entry: ReportedUser, to: string): boolean {
  return entry.before.email === to && tookAccess(entry);
}

export function renderAccessTaken(
  report: Report,
  users: readonly ReportedUser[],
  { timeZone, links, language = 'en', templates = builtInTemplates }: TakenOptions,
): ReportMail {
  const [first] = users;
  const words = userWordsIn(language);
  const { taken } = words;
  const day = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone });
  const { giveBack } = report;
  const until = giveBack === undefined ? null : day.format(new Date(giveBackEndsAt(report.finishedAt, giveBack)));
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const accounts = users.map(({ username }, index) => ({
    username: toOneLine(username),
    link: links[index] ?? null,
    note: until === null ? null : taken.note(until),
  }));
  const view = {
    language: words.language,
    hello: words.hello,
    subject: taken.subject,
    what: taken.what,
    button: taken.button,
    otherwise: `${taken.otherwise} ${words.warning.ask(whomToAsk(report) ?? words.warning.administrators)}`,
    about: `${taken.about(day.format(new Date(report.finishedAt)), toOneLine(report.policy.name))} ${words.noPassword}`,
  };
  const isolated = accounts.map((account) => ({ ...account, username: isolate(account.username) }));
  return {
    subject: view.subject,
    text: templates.fill('access-taken.text.hbs', { ...view, name: isolate(name), accounts: isolated }),
    html: templates.fill('access-taken.html.hbs', { ...view, name, accounts }),
    attachments: [],
  };
}

/** Whom the warnings of the policy name; null where none of them does. */
function whomToAsk({ stages = [] }: Report): string | null {
  const named = stages.filter(isWarning).map(({ warn }) => toOneLine(warn.ask ?? ''));
  return [...new Set(named)].filter((one) => one !== '').join(', ') || null;
}
