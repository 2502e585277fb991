// What of a run goes into the audit trail, each in the transaction that moves the run: asked for, begun, planned, ended.
import { digestOf } from '../../audit/entry.ts';
import { type JournalSeal, openJournalSeal } from '../../audit/journal.ts';
import { coveredBy, reportForm } from '../../audit/report.ts';
import type { Instant } from '../../domain/user.ts';
import { appendAudit } from '../audit/append.ts';
import { writeCanonicalJson } from '../json-text.ts';
import type { RunRequest } from '../policies.ts';
import type { Rows } from '../tables.ts';

export async function auditRequest(rows: Rows, runId: number, request: RunRequest): Promise<void> {
  const { trigger, newcomers } = request;
  await appendAudit(rows, {
    at: request.requestedAt,
    actor: 'by' in trigger ? { username: trigger.by, token: request.byToken } : 'system',
    event: 'run.requested',
    details: {
      run: runId,
      policy: request.policyId,
      version: request.policyVersion,
      mode: request.mode,
      trigger: trigger.kind,
      ...('of' in trigger ? { of: trigger.of } : {}),
      ...(newcomers === undefined ? {} : { newcomers: newcomers.length }),
    },
  });
}

export async function auditStart(rows: Rows, { runId, at }: { runId: number; at: Instant }): Promise<void> {
  await appendAudit(rows, { at, actor: 'system', event: 'run.started', details: { run: runId } });
}

/** The digest is what an approval names: with it the list that was approved is part of the chain. */
export async function auditPlan(
  rows: Rows,
  plan: { runId: number; at: Instant; digest: string; planned: number; refusals: number; of?: number },
): Promise<void> {
  const { runId, at, digest, planned, refusals, of } = plan;
  const details = { run: runId, digest, planned, refusals, ...(of === undefined ? {} : { of }) };
  await appendAudit(rows, { at, actor: 'system', event: 'run.planned', details });
}

export async function auditEnd(
  rows: Rows,
  end: { runId: number; at: Instant; report: unknown; journal: JournalSeal },
): Promise<void> {
  const { runId, at, report, journal } = end;
  const { ending, failure } = await rows
    .selectFrom('runs')
    .select(['ending', 'failure'])
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  await appendAudit(rows, {
    at,
    actor: 'system',
    event: 'run.finished',
    details: {
      run: runId,
      ending: ending ?? 'completed',
      ...(failure === null ? {} : { failure }),
      journalRows: journal.rows,
      journalDigest: journal.digest,
      reportDigest: digestOf(writeCanonicalJson(coveredBy(reportForm, report))),
      reportForm,
    },
  });
}

const rowsAtOnce = 2_000;

/** Reads the whole journal of a run that writes none any more, in batches. */
export async function sealJournal(rows: Rows, runId: number): Promise<JournalSeal> {
  const seal = openJournalSeal();
  for (let after = 0; ; ) {
    const found = await rows
      .selectFrom('journal')
      .selectAll()
      .where('run_id', '=', runId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    for (const { id, run_id: run, step_id: step, at, kind, content } of found) {
      seal.add({ id, run, step, at, kind, content });
    }
    const last = found.at(-1);
    if (last === undefined || found.length < rowsAtOnce) return seal.close();
    after = last.id;
  }
}
