// Turns a report and its users into a mail: subject, text, HTML and a CSV attachment. Built-in Handlebars templates.
import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import { wordRecipientsUnreached, wordUnreached } from './address-words.ts';
import { type Attachment, writeReportFiles } from './attachments.ts';
import { wordPlanned, wordState } from './before-after.ts';
import { count, countUsers } from './counts.ts';
import { figuresOf } from './figures.ts';
import { wordEndingExemption, wordRefusal } from './guard-words.ts';
import { headlineOf, subjectOf } from './headline.ts';
import { wordHostRecord } from './host-record-words.ts';
import { markOf } from './mark.ts';
import { wordNext } from './next-words.ts';
import { wordNotes, wordUntold } from './notes-words.ts';
import { isolate, toOneLine } from './plain.ts';
import { wordRebounds } from './rebound-words.ts';
import { wordSeats } from './seats-words.ts';
import { wordStageCounts } from './stage-words.ts';
import { wordSteps } from './steps-words.ts';
import { rankOf, type Tally, tallyUsers } from './tally.ts';
import { builtInTemplates, type Templates } from './templates.ts';
import { wordTokenEnd } from './token-words.ts';
import { wordSelection } from './trace-words.ts';
import { wordSource, wordUnknown } from './words.ts';

export interface ReportMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

export interface RenderOptions {
  /** For the link into the console; null leaves it out. */
  readonly publicUrl: string | null;
  /** IANA zone of the dates in the mail, named once. */
  readonly timeZone: string;
  /** Larger files are left out of the mail; a few megabytes where it is not told. */
  readonly attachmentLimitBytes?: number;
  /** Those built in where there are no others. */
  readonly templates?: Templates;
}

/** The people of a run. */
export interface ReportedPeople {
  readonly entries: AsyncIterable<ReportedUser>;
  /** Whom the plan left out as unknown; empty where they are too many for a table. */
  readonly unknown: readonly ReportedUnknown[];
  /** Usernames of who should get the report and has no known address; absent where nobody looked. */
  readonly withoutAddress?: readonly string[];
}

/** Users named in the body; the rest stands in the CSV. */
const usersInBody = 25;

/** Renders the report mail of a run. */
export async function renderReport(
  report: Report,
  { entries, unknown, withoutAddress = [] }: ReportedPeople,
  options: RenderOptions,
): Promise<ReportMail> {
  const { templates = builtInTemplates } = options;
  const all: ReportedUser[] = [];
  for await (const entry of entries) all.push(entry);
  const tally = tallyUsers(all);
  const { timeZone, attachmentLimitBytes: limitBytes } = options;
  const { files, tooLarge } = writeReportFiles(
    report,
    { users: all, unknown },
    { timeZone, ...(limitBytes === undefined ? {} : { limitBytes }) },
  );
  const view = {
    ...viewOf(report, { entries: all, tally, withoutAddress }, options),
    unknown: unknownOf(report, unknown.length),
    attached: tooLarge ? wordTooLarge(report, options.publicUrl) : null,
  };
  return {
    subject: view.subject,
    text: templates.fill('report.text.hbs', { ...view, users: view.users.map(isolateUser) }),
    html: templates.fill('report.html.hbs', view),
    attachments: files,
  };
}

/** Who wants the whole list finds it where it always stands. */
function wordTooLarge({ runId }: Report, publicUrl: string | null): string {
  const where = publicUrl === null ? `in the console, with run ${runId}` : `at ${publicUrl}#/runs/${runId}`;
  return `The list of all users is too large for a mail; it stands ${where}.`;
}

interface Counted {
  readonly entries: readonly ReportedUser[];
  readonly tally: Tally;
  readonly withoutAddress: readonly string[];
}

function viewOf(report: Report, { entries, tally, withoutAddress }: Counted, options: RenderOptions) {
  const { publicUrl, timeZone } = options;
  const shown = [...entries].sort((one, other) => rankOf(one) - rankOf(other)).slice(0, usersInBody);
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const { plan, snapshot, auditHead } = report;
  return {
    subject: subjectOf(report, tally),
    mark: markOf(report),
    policy: toOneLine(report.policy.name),
    headline: headlineOf(report, tally),
    seats: wordSeats(plan?.summary.seats),
    notes: [
      ...wordStageCounts(report.stages ?? [], entries, timeZone),
      ...wordNotes(plan?.summary.notes),
      ...wordUntold(plan?.summary.impactUntold),
      ...wordRebounds(report.rebounds),
      ...wordUnreached(report, entries),
      ...wordRecipientsUnreached(report, withoutAddress),
    ].map(toOneLine),
    failure: report.failure?.sentence ?? null,
    refusals: (plan?.refusals ?? []).map(wordRefusal).map(toOneLine),
    figures: figuresOf(report, tally),
    matched: plan === null ? null : `${count(plan.summary.matched)} of ${countUsers(plan.summary.usersRead)} match`,
    users: shown.map((entry) => viewOfUser(entry, report, timeZone)),
    happened: report.mode === 'test' || report.ending === 'quarantined' ? 'What would happen' : 'What happened',
    usersTitle:
      shown.length < entries.length ? `${shown.length} of ${countUsers(entries.length)}` : countUsers(entries.length),
    moreUsers: entries.length > shown.length ? count(entries.length - shown.length) : null,
    link: publicUrl === null ? null : `${publicUrl}#/runs/${report.runId}`,
    linkWords: report.ending === 'quarantined' ? 'Review the plan' : `Open run ${report.runId}`,
    endings: [
      ...wordTokenEnd(report, timeZone),
      ...(report.exemptionsEnding ?? []).map((one) => wordEndingExemption(one, timeZone)),
    ].map(toOneLine),
    about: [
      `Run ${report.runId} of version ${report.policy.version}, started ${wordTrigger(report)}, ended ${date.format(new Date(report.finishedAt))} (${timeZone}).`,
      `Confluence${report.host.version === null ? '' : ` ${report.host.version}`} at ${report.host.url}.`,
      ...(snapshot === null
        ? []
        : [`Read ${date.format(new Date(snapshot.takenAt))}: ${snapshot.sources.map(wordSource).join('; ')}.`]),
      ...wordHostRecord(report.hostRecord),
    ].map(toOneLine),
    digest: plan?.digest ?? null,
    audit: auditHead === undefined ? null : `${auditHead.number} ${auditHead.digest}`,
    next: wordNext(report, timeZone),
  };
}

/** Reasons for not knowing, most users first; several may hold for one user, so they need not add up. */
function unknownOf({ plan, runId }: Report, inTable: number) {
  const reasons = Object.entries(plan?.unknownByReason ?? {}) as [Parameters<typeof wordUnknown>[0], number][];
  if (plan === null || reasons.length === 0) return null;
  const several = reasons.reduce((sum, [, users]) => sum + users, 0) > plan.summary.unknown;
  const { unknown } = plan.summary;
  return {
    title: `${countUsers(unknown)} ${unknown === 1 ? 'is' : 'are'} unknown and ${unknown === 1 ? 'was' : 'were'} left out`,
    several,
    where:
      inTable > 0
        ? 'The attached table names them.'
        : `They are too many for a table; run ${runId} lists them one by one.`,
    reasons: reasons
      .sort(([, one], [, other]) => other - one)
      .map(([reason, users]) => ({ users: count(users), words: wordUnknown(reason) })),
  };
}

function viewOfUser(entry: ReportedUser, { ending }: Report, timeZone: string) {
  return {
    name: toOneLine(entry.displayName) || toOneLine(entry.username),
    username: toOneLine(entry.username),
    before: wordNewcomer(entry.before) ?? wordState(entry.before),
    planned: wordPlanned(entry),
    steps: wordSteps(entry.steps, ending).map(toOneLine),
    why: toOneLine(wordSelection(entry, timeZone)),
  };
}

/** Whoever has the name or the address of a newcomer is said with it; null for somebody who was there before. */
function wordNewcomer({ newcomer }: ReportedUser['before']): string | null {
  if (newcomer === undefined) return null;
  const { inTheWay } = newcomer;
  if (inTheWay === null) return 'new';
  const { shares, username, displayName, status } = inTheWay;
  const state = status === 'unknown' ? '' : `, ${status}`;
  const what = shares === 'name' ? 'the username' : 'the e-mail address';
  return toOneLine(`new, but ${what} belongs to ${displayName || username} (${username}${state})`);
}

type UserView = ReturnType<typeof viewOfUser>;

function isolateUser(user: UserView): UserView {
  return { ...user, name: isolate(user.name), username: isolate(user.username) };
}

function wordTrigger({ trigger }: Report): string {
  switch (trigger.kind) {
    case 'schedule':
      return 'by its schedule';
    case 'creation':
      return 'because users were created';
    case 'login':
      return 'because users signed in';
    case 'by-hand':
      return `by ${trigger.by}`;
    case 'provision':
      return `by ${trigger.by}, to create users`;
    case 'approval':
      return `by ${trigger.by}, who approved the plan of run ${trigger.of}`;
    case 'undo':
      return `by ${trigger.by}, to take back run ${trigger.of}`;
  }
}
