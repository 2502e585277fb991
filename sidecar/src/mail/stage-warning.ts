// The mail that warns somebody of what comes next for their account: what, when, why, what helps, and whom to ask.
import { daysAfter } from '../domain/days-after.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { isWarning, type Stage } from '../domain/stage/stage.ts';
import type { Instant } from '../domain/user.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';
import { builtInTemplates, type Templates } from './templates.ts';
import { wordTrace } from './trace-words.ts';
import { userWordsIn } from './user-words/choose.ts';
import type { MailLanguage, UserWords } from './user-words/words.ts';

export interface WarningOptions {
  /** IANA zone of the dates in the mail. */
  readonly timeZone: string;
  /** When it goes out: the days until the next stage count from then. */
  readonly sentAt: Instant;
  /** By which each of the users answers, in their order; absent or null where there is none. */
  readonly links?: readonly ({ readonly url: string; readonly endsAt: Instant } | null)[];
  /** English where none is told. */
  readonly language?: MailLanguage;
  readonly templates?: Templates;
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
  { timeZone, sentAt, links = [], language = 'en', templates = builtInTemplates }: WarningOptions,
): ReportMail {
  const [first] = users;
  const words = userWordsIn(language);
  const { warning: said } = words;
  const day = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone });
  const wordDay = (instant: Instant) => day.format(new Date(instant));
  const warned = users.map((user) => readWarned(user, { stages: report.stages ?? [], sentAt, words }));
  const accounts = warned.map(({ username, coming, again }, index) => {
    const link = links[index] ?? null;
    return {
      username,
      replaces: again ? said.replaces : '',
      next: coming.map(({ from, what }) => ({ when: wordDay(from), what })),
      keep: link?.url ?? null,
      keepNote: link === null ? null : said.keepNote(wordDay(link.endsAt)),
    };
  });
  const [soonest] = warned.flatMap(({ coming }) => coming.map(({ from }) => from)).sort();
  const asks = warned.map(({ warning }) => toOneLine(warning?.warn.ask ?? ''));
  const reasons = users.map((user) => toOneLine(wordReason(user, { words, wordDay, timeZone })));
  const policy = toOneLine(report.policy.name);
  const name = toOneLine(first?.displayName ?? '') || toOneLine(first?.username ?? '');
  const view = {
    language: words.language,
    hello: words.hello,
    from: said.from,
    keepWords: said.keep,
    openConfluence: words.openConfluence,
    subject: said.subject(soonest === undefined ? null : wordDay(soonest)),
    what: said.what({ several: users.length > 1, changes: soonest !== undefined }),
    why: said.why(joinDistinct(reasons, said.or) || policy),
    how: said.how,
    confluence: report.host.statedUrl ?? report.host.url,
    message: joinDistinct(
      warned.map(({ warning }) => toOneLine(warning?.warn.message ?? '')),
      ' ',
    ),
    ask: said.ask(joinDistinct(asks, ', ') || said.administrators),
    about: `${said.about(timeZone, policy)} ${words.noPassword}`,
  };
  const isolated = accounts.map((account) => ({ ...account, username: isolate(account.username) }));
  return {
    subject: view.subject,
    text: templates.fill('stage-warning.text.hbs', { ...view, name: isolate(name), accounts: isolated }),
    html: templates.fill('stage-warning.html.hbs', { ...view, name, accounts }),
    attachments: [],
  };
}

/** Traces are worded in English; elsewhere what is known of the use says why. */
function wordReason(
  { trace, before }: ReportedUser,
  {
    words,
    wordDay,
    timeZone,
  }: { readonly words: UserWords; readonly wordDay: (instant: Instant) => string; readonly timeZone: string },
): string {
  if (words.language === 'en') return wordTrace(trace, timeZone);
  return before.stage === undefined ? '' : (words.warning.lastUse(before.stage.activity, wordDay) ?? '');
}

/** The warning that is due for a user, and what follows it for them, each from its own day on. */
function readWarned(
  { username, before }: ReportedUser,
  { stages, sentAt, words }: { readonly stages: readonly Stage[]; readonly sentAt: Instant; readonly words: UserWords },
) {
  const decision = before.stage?.decision;
  const warning = stages.filter(isWarning).find((stage) => decision?.kind === 'due' && stage.name === decision.stage);
  const warnedDays = warning?.afterDays ?? 0;
  const coming = stages
    .filter((stage) => !isWarning(stage) && stage.afterDays > warnedDays)
    .map((stage) => ({ from: daysAfter(sentAt, stage.afterDays - warnedDays), what: wordStageForUser(stage, words) }));
  return { username: toOneLine(username), warning, coming, again: before.stage?.warnedBefore === true };
}

function joinDistinct(texts: readonly string[], separator: string): string {
  return [...new Set(texts)].filter((text) => text !== '').join(separator);
}

/** What a stage means to the person it happens to. */
function wordStageForUser(stage: Stage, { warning }: UserWords): string {
  return isWarning(stage) ? warning.warnedAgain : stage.actions.map(warning.action).join(warning.and);
}
