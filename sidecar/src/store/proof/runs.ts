// Runs of a period with what the audit trail holds digests of: report and journal, exactly as they are kept.
import type { JournalLine } from '../../audit/journal.ts';
import { readJson } from '../json-text.ts';
import type { Period, ProofLine } from '../proof.ts';
import { readRunRow, selectRuns } from '../runs/run-rows.ts';
import type { Rows } from '../tables.ts';

export async function readRuns(rows: Rows, { from, to }: Period): Promise<{ id: number; line: ProofLine }[]> {
  const found = await selectRuns(rows)
    .leftJoin('run_reports as report', 'report.run_id', 'runs.id')
    .select('report.report')
    .where('runs.finished_at', '>=', from)
    .where('runs.finished_at', '<', to)
    .orderBy('runs.id')
    .execute();
  return found.map((row) => {
    const { id, ...run } = readRunRow(row);
    return { id, line: { run: id, ...run, report: row.report === null ? null : readJson(row.report) } };
  });
}

interface Batch {
  readonly runId: number;
  readonly after: number;
  readonly limit: number;
}

/** The user of a step is told by the salted hash of the plan, which the plan's digest covers. */
export async function readSteps(rows: Rows, { runId, after, limit }: Batch): Promise<(ProofLine & { step: number })[]> {
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

export async function readJournal(rows: Rows, { runId, after, limit }: Batch): Promise<JournalLine[]> {
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
