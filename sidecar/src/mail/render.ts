// Turns a report and its users into a mail: subject, text, HTML and a CSV attachment. Built-in Handlebars templates.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Report, ReportedUser } from '../domain/report.ts';
import { writeCsv } from './csv.ts';
import { headlineOf, subjectOf } from './headline.ts';
import { count, wordChange, wordOutcome, wordRefusal, wordTrace, wordUnknown, wordVerification } from './words.ts';

export interface ReportMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly filename: string; readonly content: string }[];
}

export interface RenderOptions {
  /** For the link into the console; null leaves it out. */
  readonly publicUrl: string | null;
  /** IANA zone of the dates in the mail, named once. */
  readonly timeZone: string;
}

/** Users named in the body; the rest stands in the CSV. */
const usersInBody = 25;

const templates = {
  html: compile('report.html.hbs', false),
  text: compile('report.text.hbs', true),
};

function compile(file: string, noEscape: boolean): HandlebarsTemplateDelegate {
  const source = readFileSync(new URL(`./templates/${file}`, import.meta.url), 'utf8');
  return Handlebars.compile(source, { strict: true, noEscape });
}

/** Renders the report mail of a run. */
export async function renderReport(
  report: Report,
  entries: AsyncIterable<ReportedUser>,
  options: RenderOptions,
): Promise<ReportMail> {
  const all: ReportedUser[] = [];
  for await (const entry of entries) all.push(entry);
  const view = viewOf(report, all, options);
  return {
    subject: subjectOf(report),
    text: templates.text(view, safe),
    html: templates.html(view, safe),
    attachments: all.length === 0 ? [] : [{ filename: `run-${report.runId}-users.csv`, content: writeCsv(all) }],
  };
}

const safe = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false };

function viewOf(report: Report, entries: readonly ReportedUser[], { publicUrl, timeZone }: RenderOptions) {
  const shown = [...entries].sort((one, other) => rank(one) - rank(other)).slice(0, usersInBody);
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return {
    subject: subjectOf(report),
    isTest: report.mode === 'test',
    headline: headlineOf(report),
    runId: report.runId,
    policy: report.policy.name,
    policyVersion: report.policy.version,
    failure: report.failure?.sentence ?? null,
    refusals: (report.plan?.refusals ?? []).map(wordRefusal),
    figures: figuresOf(report),
    unknown: Object.entries(report.plan?.unknownByReason ?? {}).map(([reason, users]) => ({
      users: count(users),
      words: wordUnknown(reason as Parameters<typeof wordUnknown>[0]),
    })),
    users: shown.map((entry) => ({
      name: entry.displayName || entry.username,
      username: entry.username,
      before: beforeWords(entry),
      steps: entry.steps.map((step) => ({
        change: wordChange(step.change),
        outcome: [wordOutcome(step.outcome), wordVerification(step.verification)].filter(Boolean).join(', '),
      })),
      why: wordTrace(entry.trace),
    })),
    moreUsers: entries.length > shown.length ? count(entries.length - shown.length) : null,
    sources: (report.snapshot?.sources ?? []).map((source) => ({
      name: source.source,
      words:
        source.state === 'complete' ? `${count(source.count)} read` : `${source.state}, ${count(source.count)} read`,
    })),
    readAt: report.snapshot === null ? null : date.format(new Date(report.snapshot.takenAt)),
    finishedAt: date.format(new Date(report.finishedAt)),
    timeZone,
    host: report.host.url,
    digest: report.plan?.digest ?? null,
    link: publicUrl === null ? null : `${publicUrl}#/runs/${report.runId}`,
  };
}

/** Trouble first, then what was done, then who was left alone. */
function rank(entry: ReportedUser): number {
  const kinds = entry.steps.map((step) => step.outcome?.kind);
  if (kinds.includes('failed') || kinds.includes('unknown')) return 0;
  if (entry.steps.some((step) => step.verification === 'contradicted')) return 0;
  if (entry.fate === 'planned') return 1;
  return entry.fate === 'refused' ? 2 : 3;
}

function beforeWords({ before }: ReportedUser): string {
  const groups = before.directGroups.length;
  return `${before.status}, ${groups} ${groups === 1 ? 'group' : 'groups'}`;
}

function figuresOf({ plan, outcomes }: Report): { label: string; value: string }[] {
  if (plan === null) return [];
  const { summary } = plan;
  const { users, verified } = outcomes;
  const rows: [string, number][] = [
    ['Users read', summary.usersRead],
    ['Match the criteria', summary.matched],
    ['Not known, left out', summary.unknown],
    ['Planned to change', summary.planned],
    ['Changed', users.applied ?? 0],
    ['Rehearsed', users.rehearsed ?? 0],
    ['As wanted already', summary.already],
    ['Left alone by a guard', summary.refused],
    ['Left alone at the last moment', users.skipped ?? 0],
    ['Cannot be changed here', summary.unsupported],
    ['Failed', users.failed ?? 0],
    ['Outcome not known', users.unknown ?? 0],
    ['Read back and not so', verified.contradicted ?? 0],
  ];
  const always = new Set(['Users read', 'Match the criteria', 'Not known, left out', 'Planned to change']);
  return rows
    .filter(([label, value]) => value > 0 || always.has(label))
    .map(([label, value]) => ({ label, value: count(value) }));
}
