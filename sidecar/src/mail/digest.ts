// The mail that tells of all runs of a policy in a week: each in one paragraph, its refusals and failures by name.
import type { Report, ReportedUser } from '../domain/report.ts';
import { count, countUsers } from './counts.ts';
import { wordRefusal } from './guard-words.ts';
import { headlineOf } from './headline.ts';
import { markOf } from './mark.ts';
import { isolate, toOneLine } from './plain.ts';
import type { ReportMail } from './render.ts';
import { wordSteps } from './steps-words.ts';
import { type Part, partOf, rankOf, type Tally, tallyUsers } from './tally.ts';
import { builtInTemplates, type Templates } from './templates.ts';

export interface DigestRun {
  readonly report: Report;
  readonly entries: AsyncIterable<ReportedUser>;
}

export interface DigestToRender {
  /** The policy's name. */
  readonly policy: string;
  /** Local date of the day it goes out on, `YYYY-MM-DD`. */
  readonly week: string;
  /** IANA zone of the policy, and of the dates in the mail. */
  readonly zone: string;
  /** The end of the audit trail when it was made. */
  readonly auditHead: Report['auditHead'] | null;
  /** Oldest first; at least one. */
  readonly runs: readonly DigestRun[];
}

export interface DigestOptions {
  /** For the links into the console; null leaves them out. */
  readonly publicUrl: string | null;
  readonly templates?: Templates;
}

/** Users named of each run; the others stand in the console. */
const usersPerRun = 10;
/** Whoever came out so is named. */
const named: readonly Part[] = ['failed', 'unknown', 'contradicted', 'without-effect', 'refused'];

/** Renders the digest; the users of one run after the other are held in memory. */
export async function renderDigest(
  { policy, week, zone, auditHead, runs }: DigestToRender,
  { publicUrl, templates = builtInTemplates }: DigestOptions,
): Promise<ReportMail> {
  const told: { view: RunView; tally: Tally }[] = [];
  for (const run of runs) told.push(await tellRun(run, { zone, publicUrl }));
  const reports = runs.map(({ report }) => report);
  const onlyTests = reports.every(({ mode }) => mode === 'test');
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(week));
  const counts = countRuns(
    reports,
    told.map(({ tally }) => tally),
  );
  const name = toOneLine(policy);
  const view = {
    subject: toOneLine(`${onlyTests ? 'TEST: ' : ''}Week to ${week}: ${counts.join(', ')} – ${policy}`),
    mark: onlyTests ? markOf({ mode: 'test', ending: 'completed' }) : [],
    policy: name,
    headline: `In the week up to ${day}: ${counts.join(', ')}.${onlyTests ? ' All of it was rehearsed: nothing was changed.' : ''}`,
    notes: wordWithoutAddress(reports),
    runs: told.map((one) => one.view),
    about: [`Dates are in ${zone}. Each run has its whole report in the console.`],
    audit: auditHead === null || auditHead === undefined ? null : `${auditHead.number} ${auditHead.digest}`,
  };
  const isolated = view.runs.map((run) => ({
    ...run,
    users: run.users.map((user) => ({ ...user, name: isolate(user.name), username: isolate(user.username) })),
  }));
  return {
    subject: view.subject,
    text: templates.fill('digest.text.hbs', { ...view, runs: isolated }),
    html: templates.fill('digest.html.hbs', view),
    attachments: [],
  };
}

type RunView = ReturnType<typeof viewOf>;

async function tellRun(
  { report, entries }: DigestRun,
  options: { readonly zone: string; readonly publicUrl: string | null },
): Promise<{ view: RunView; tally: Tally }> {
  const all: ReportedUser[] = [];
  for await (const entry of entries) all.push(entry);
  const tally = tallyUsers(all);
  return {
    tally,
    view: viewOf(report, { tally, users: all.filter((user) => named.includes(partOf(user).part)) }, options),
  };
}

function viewOf(
  report: Report,
  { tally, users }: { readonly tally: Tally; readonly users: readonly ReportedUser[] },
  { zone, publicUrl }: { readonly zone: string; readonly publicUrl: string | null },
) {
  const ended = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(report.finishedAt));
  const shown = [...users].sort((one, other) => rankOf(one) - rankOf(other)).slice(0, usersPerRun);
  return {
    mark: markOf(report),
    title: `Run ${report.runId}, ended ${ended}`,
    headline: toOneLine(headlineOf(report, tally)),
    failure: report.failure?.sentence ?? null,
    refusals: (report.plan?.refusals ?? []).map(wordRefusal).map(toOneLine),
    users: shown.map((user) => ({
      name: toOneLine(user.displayName) || toOneLine(user.username),
      username: toOneLine(user.username),
      steps: wordSteps(user.steps, report.ending).map(toOneLine),
    })),
    moreUsers:
      users.length > shown.length ? `and ${countUsers(users.length - shown.length)} more, in the console` : null,
    link: publicUrl === null ? null : `${publicUrl}#/runs/${report.runId}`,
    linkWords: report.ending === 'quarantined' ? 'Review the plan' : `Open run ${report.runId}`,
  };
}

/** `5 runs (2 of them TEST)`, `12 users changed`, `1 held`: what the subject and the first sentence say. */
function countRuns(reports: readonly Report[], tallies: readonly Tally[]): string[] {
  const ofMode = reports.filter(({ mode }) => mode === 'test').length;
  const tests = ofMode === 0 || ofMode === reports.length ? '' : ` (${count(ofMode)} of them TEST)`;
  const ended = (ending: Report['ending']): number => reports.filter((report) => report.ending === ending).length;
  const add = (part: Part): number => tallies.reduce((total, tally) => total + tally[part].users, 0);
  const changed = add('changed');
  const trouble = add('failed') + add('unknown') + add('contradicted') + add('without-effect');
  const [held, failed, cancelled] = [ended('quarantined'), ended('failed'), ended('cancelled')];
  return [
    `${count(reports.length)} ${reports.length === 1 ? 'run' : 'runs'}${tests}`,
    `${changed === 0 ? 'no user' : countUsers(changed)} changed`,
    ...(trouble === 0 ? [] : [`trouble with ${count(trouble)}`]),
    ...(held === 0 ? [] : [`${count(held)} held`]),
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
    ...(cancelled === 0 ? [] : [`${count(cancelled)} cancelled`]),
  ];
}

/** As the last run knew it. */
function wordWithoutAddress(reports: readonly Report[]): string[] {
  const without = reports.at(-1)?.recipientsWithoutAddress ?? 0;
  if (without === 0) return [];
  return [
    `${countUsers(without)} of those who should get this report ${without === 1 ? 'has' : 'have'} no known address.`,
  ];
}
