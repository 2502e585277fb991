// Holds the files of a pack together, run by run: reports and journal against the trail, steps against the journal, the list of
// outcomes against the steps. Whoever altered one of them before the pack was signed is found by the others.
import { stableText } from '../../domain/plan/stable-text.ts';
import { quoteFormulas } from '../../domain/spreadsheet-text.ts';
import { digestOf } from '../entry.ts';
import type { AuditFaultCode } from '../fault.ts';
import { coveredBy, hasWarnings } from '../report.ts';
import type { ZipEntry } from '../zip/read.ts';
import { faultIn, type PackFault } from './fault.ts';
import { holdVersions, isAsVersionSays } from './hold-versions.ts';
import { findUntoldStep, hearJournal, type JournalWords } from './journal-words.ts';
import {
  type ListRow,
  openGroups,
  type Placed,
  type RunRow,
  readJournal,
  readList,
  readRuns,
  readSteps,
  type StepRow,
} from './rows.ts';
import type { Told, ToldRun } from './told.ts';

interface Pack {
  readonly files: readonly ZipEntry[];
  readonly told: Told;
  readonly from: string;
  readonly to: string;
  /** Without names there is no list of outcomes. */
  readonly names: boolean;
}

export interface Held {
  /** Runs whose report and journal give the digests of the trail. */
  readonly runs: number;
  /** Steps that the trail, the journal and the lists tell alike. */
  readonly steps: number;
  /** Versions of policies whose definition has the digest of the trail. */
  readonly versions: number;
  /** Versions that the trail of the pack tells no digest of. */
  readonly versionsUntold: number;
}

/** What is kept in memory: a few words for each step that the trail tells of, and for each step of one run. */
export async function holdTogether({ files, told, from, to, names }: Pack): Promise<PackFault | Held> {
  const fileOf = (name: string) => files.find((file) => file.name === name);
  const journal = openGroups(readJournal(fileOf('journal.jsonl')), ({ run }) => run);
  const steps = openGroups(readSteps(fileOf('steps.jsonl')), ({ run }) => run);
  const list = openGroups(readList(fileOf('outcomes.csv')), ({ run }) => Number(run));
  const awaited = new Set(
    [...told.runs].filter(([, { ended }]) => isWithin(ended?.at, { from, to })).map(([run]) => run),
  );
  const findLeft = async (code: 'line-not-understood' | null): Promise<PackFault | null> =>
    (await judgeNext('journal.jsonl', code ?? 'journal-differs', journal.look())) ??
    (await judgeNext('steps.jsonl', code ?? 'steps-differ', steps.look())) ??
    (await judgeNext('outcomes.csv', code ?? 'outcomes-differ', list.look()));
  const versions = await holdVersions(fileOf('policies.jsonl'), told);
  if ('code' in versions) return versions;
  const held = { runs: 0, steps: 0, versions: versions.held, versionsUntold: versions.untold };
  for await (const { line, row } of readRuns(fileOf('runs.jsonl'))) {
    if (row === null) return faultIn('runs.jsonl', 'line-not-understood', { line });
    const { run } = row;
    const ofRun = told.runs.get(run);
    const words = await hearJournal(journal.of(run));
    const bare = !names && isCutShort(row, ofRun);
    const fault = findDifference({ line, row, words, told, ofRun, bare }) ?? findStrange(words, run);
    const rows = { steps: steps.of(run), list: names ? list.of(run) : null };
    if (fault === null && names && !isAsVersionSays(row, versions)) {
      return faultIn('runs.jsonl', 'warnings-differ', { line, run, entry: ofRun?.ended?.entry ?? null });
    }
    const result = fault ?? (await holdSteps({ row, words, told: ofRun, ...rows }));
    // A row that is none of ours ends the rows of its run: it is the cause of whatever is missing then.
    if (typeof result !== 'number') return (await findLeft('line-not-understood')) ?? result;
    if (awaited.delete(run) && !bare) held.runs += 1;
    held.steps += result;
  }
  for (const run of awaited) return faultIn('runs.jsonl', 'report-differs', { run });
  return (await findLeft(null)) ?? held;
}

function isWithin(at: string | undefined, { from, to }: { from: string; to: string }): boolean {
  return at !== undefined && at >= from && at < to;
}

/** A row that belongs to no run of the pack, or, asked for that alone, one that is none of ours. */
async function judgeNext(
  file: string,
  code: AuditFaultCode,
  look: Promise<Placed<unknown> | null>,
): Promise<PackFault | null> {
  const next = await look;
  if (next === null) return null;
  if (next.row === null) return faultIn(file, 'line-not-understood', { line: next.line });
  return code === 'line-not-understood' ? null : faultIn(file, code, { line: next.line });
}

/** A run that ended between two entries of the trail has its end in it; outside, it may have been removed in time. */
function findUntoldRun({ line, row }: { line: number; row: RunRow }, { firstAt, lastAt }: Told): PackFault | null {
  if (firstAt === null || lastAt === null || row.finishedAt <= firstAt || row.finishedAt >= lastAt) return null;
  return faultIn('runs.jsonl', 'run-untold', { line, run: row.run });
}

/** Without names, a report lacks the words of warnings; the digests of before cover them. Nothing else tells of such a report. */
function isCutShort({ report }: RunRow, ofRun: ToldRun | undefined): boolean {
  return ofRun?.ended?.details.reportForm === undefined && hasWarnings(report);
}

function findDifference({
  line,
  row,
  words,
  told,
  ofRun,
  bare,
}: {
  readonly line: number;
  readonly row: RunRow;
  readonly words: JournalWords;
  readonly told: Told;
  readonly ofRun: ToldRun | undefined;
  readonly bare: boolean;
}): PackFault | null {
  if (ofRun === undefined || ofRun.ended === null) return findUntoldRun({ line, row }, told);
  const { run, report } = row;
  const { details, entry } = ofRun.ended;
  if (!bare && details.reportDigest !== digestOf(stableText(coveredBy(details.reportForm, report)))) {
    return faultIn('runs.jsonl', 'report-differs', { line, entry, run });
  }
  if (details.journalRows !== words.seal.rows || details.journalDigest !== words.seal.digest) {
    return faultIn('journal.jsonl', 'journal-differs', { entry, run });
  }
  const untold = findUntoldStep(words, ofRun);
  return untold === null ? null : faultIn('journal.jsonl', 'step-entry-differs', { ...untold, run });
}

function findStrange({ strange }: JournalWords, run: number): PackFault | null {
  return strange === null ? null : faultIn('journal.jsonl', 'line-not-understood', { ...strange, run });
}

interface RunSteps {
  readonly row: RunRow;
  readonly words: JournalWords;
  readonly told: ToldRun | undefined;
  readonly steps: AsyncIterable<{ readonly line: number; readonly row: StepRow }>;
  readonly list: AsyncGenerator<{ readonly line: number; readonly row: ListRow }> | null;
}

/** How many steps were held together, or the first that could not be. */
async function holdSteps({ row: ofRun, words, told, steps, list }: RunSteps): Promise<PackFault | number> {
  const { run } = ofRun;
  const open = new Map(words.steps);
  let count = 0;
  for await (const { line, row } of steps) {
    const { step } = row;
    const entry = told?.steps.get(step) ?? null;
    if (!isAsJournalSays(row, words) || (entry !== null && entry.action !== row.change.kind)) {
      return faultIn('steps.jsonl', 'steps-differ', { line, run, step });
    }
    open.delete(step);
    count += 1;
    if (list === null) continue;
    const listed = await list.next();
    if (listed.done === true) return faultIn('outcomes.csv', 'outcomes-differ', { run, step });
    if (!isAsStepSays(listed.value.row, { ofRun, row, username: entry?.person?.username ?? null })) {
      return faultIn('outcomes.csv', 'outcomes-differ', { line: listed.value.line, run, step });
    }
  }
  for (const [step, { line }] of open) return faultIn('journal.jsonl', 'steps-differ', { line, run, step });
  return count;
}

/** What was never come to has the outcome that the plan gave it, or was left to another wave of the same approval. */
function isAsJournalSays(
  { step, outcome, disposition, verification, finishedAt }: StepRow,
  words: JournalWords,
): boolean {
  const word = words.steps.get(step);
  if (verification !== (word?.verified ?? null)) return false;
  const said = stableText(outcome);
  if (word !== undefined && word.outcome !== null) return said === word.outcome && finishedAt === word.endedAt;
  return outcome === null || said === stableText(disposition) || outcome.reason === 'earlier-wave';
}

function isAsStepSays(
  cells: ListRow,
  { ofRun, row, username }: { ofRun: RunRow; row: StepRow; username: string | null },
): boolean {
  const { change, outcome } = row;
  const wanted: Readonly<Record<string, string | number | null | undefined>> = {
    policy: ofRun.policyId,
    policy_version: ofRun.policyVersion,
    mode: ofRun.mode,
    step: row.step,
    change: change.kind,
    group: change.group,
    directory: change.directory,
    outcome: outcome?.kind ?? 'open',
    outcome_detail: outcome?.reason ?? outcome?.guard ?? outcome?.code,
    verified: row.verification,
    finished_at: row.finishedAt,
    // A name that was erased since is empty in the list.
    ...(username === null || cells.username === '' ? {} : { username }),
  };
  return Object.entries(wanted).every(([column, value]) => isWrittenAs(cells[column], String(value ?? '')));
}

function isWrittenAs(cell: string | undefined, text: string): boolean {
  return cell === quoteFormulas(text);
}
