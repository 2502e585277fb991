// Runs of a period with what the audit trail holds digests of: report and journal, exactly as they are kept.
import type { JournalLine } from '../../audit/journal.ts';
import type { Run } from '../../domain/run.ts';
import { readJson } from '../json-text.ts';
import type { Batch, Period, ProofLine, ProofOutcome } from '../proof.ts';
import { readRunRow, selectRuns } from '../runs/run-rows.ts';
import type { Rows } from '../tables.ts';

export async function readRuns(
  rows: Rows,
  { from, to, after, limit }: Period & Batch,
): Promise<{ run: Run; line: ProofLine }[]> {
  const found = await selectRuns(rows)
    .leftJoin('run_reports as report', 'report.run_id', 'runs.id')
    .select('report.report')
    .where('runs.finished_at', '>=', from)
    .where('runs.finished_at', '<', to)
    .where('runs.id', '>', after)
    .orderBy('runs.id')
    .limit(limit)
    .execute();
  return found.map((row) => {
    const run = readRunRow(row);
    const { id, ...said } = run;
    return { run, line: { run: id, ...said, report: row.report === null ? null : readJson(row.report) } };
  });
}

type OfRun = Batch & { readonly runId: number };

/** The user of a step is told by the salted hash of the plan, which the plan's digest covers. */
export async function readSteps(rows: Rows, { runId, after, limit }: OfRun): Promise<(ProofLine & { step: number })[]> {
  const found = await rows
    .selectFrom('run_steps as step')
    .innerJoin('run_entries as entry', 'entry.id', 'step.entry_id')
    .selectAll('step')
    .select('entry.person_hash')
    .where('step.run_id', '=', runId)
    .where('step.id', '>', after)
    .orderBy('step.id')
    .limit(limit)
    .execute();
  return found.map((row) => ({
    step: row.id,
    run: row.run_id,
    person: row.person_hash,
    change: readJson(row.change),
    disposition: readJson(row.disposition),
    outcome: row.outcome === null ? null : readJson(row.outcome),
    verification: row.verification,
    finishedAt: row.finished_at,
  }));
}

/** The same steps with the names that are still kept. */
export async function readOutcomes(rows: Rows, { runId, after, limit }: OfRun): Promise<ProofOutcome[]> {
  const found = await rows
    .selectFrom('run_steps as step')
    .leftJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .select(['step.id as step', 'person.user_key as userKey', 'person.username', 'person.display_name as displayName'])
    .select(['step.change', 'step.outcome', 'step.verification', 'step.finished_at as finishedAt'])
    .where('step.run_id', '=', runId)
    .where('step.id', '>', after)
    .orderBy('step.id')
    .limit(limit)
    .execute();
  return found.map(({ change, outcome, ...step }) => {
    return { ...step, change: readJson(change), outcome: outcome === null ? null : readJson(outcome) };
  });
}

export async function readJournal(rows: Rows, { runId, after, limit }: OfRun): Promise<JournalLine[]> {
  const found = await rows
    .selectFrom('journal')
    .selectAll()
    .where('run_id', '=', runId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return found.map(({ id, run_id: run, step_id: step, at, kind, content }) => ({ id, run, step, at, kind, content }));
}
