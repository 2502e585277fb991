// Reads runs together with the names of those who asked for them, and writes the request that begins one.
import type { Run, RunTrigger } from '../../domain/run.ts';
import { noteActor } from '../actors.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { RunRequest } from '../policies.ts';
import { demandPeople } from '../retention/mark-erased.ts';
import type { RunWishes } from '../runs.ts';
import type { Rows } from '../tables.ts';
import { auditRequest } from './audit-run.ts';
import { insertNewcomers } from './newcomers.ts';

/** Runs with their people's names; narrow it down and hand its rows to `readRunRow`. */
export function selectRuns(rows: Rows) {
  return rows
    .selectFrom('runs')
    .leftJoin('actors as starter', 'starter.id', 'runs.trigger_actor')
    .leftJoin('actors as canceller', 'canceller.id', 'runs.cancel_actor')
    .leftJoin('actors as pauser', 'pauser.id', 'runs.pause_actor')
    .selectAll('runs')
    .select([
      'starter.username as starter_name',
      'canceller.username as canceller_name',
      'pauser.username as pauser_name',
    ]);
}

type RunRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['executeTakeFirstOrThrow']>>;

export function readRunRow(row: RunRow): Run {
  return {
    id: row.id,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
    trigger: readTrigger(row),
    mode: row.mode,
    rehearsalReason: row.rehearsal_reason,
    state: row.state,
    ending: row.ending,
    failure: row.failure,
    snapshotId: row.snapshot_id,
    cancelRequestedBy: row.canceller_name,
    pausedBy: row.pauser_name,
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

function readTrigger(row: RunRow): RunTrigger {
  const by = row.starter_name ?? '';
  switch (row.trigger_kind) {
    case 'schedule':
      return { kind: 'schedule', tick: row.trigger_tick ?? '' };
    case 'creation':
    case 'login':
      return { kind: row.trigger_kind, readAt: row.trigger_tick ?? '' };
    case 'by-hand':
      return { kind: 'by-hand', by };
    case 'provision':
      return { kind: 'provision', by };
    case 'approval':
      return { kind: 'approval', by, of: row.trigger_run ?? 0 };
    case 'undo': {
      const people = row.trigger_people === null ? null : readJson(row.trigger_people);
      return { kind: 'undo', by, of: row.trigger_run ?? 0, people };
    }
  }
}

export async function getRun(rows: Rows, runId: number): Promise<Run | null> {
  const row = await selectRuns(rows).where('runs.id', '=', runId).executeTakeFirst();
  return row === undefined ? null : readRunRow(row);
}

export async function readWishes(rows: Rows, runId: number): Promise<RunWishes | null> {
  const row = await rows
    .selectFrom('runs')
    .select(['mode', 'cancel_actor', 'pause_actor'])
    .where('id', '=', runId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { mode: row.mode, cancelled: row.cancel_actor !== null, paused: row.pause_actor !== null };
}

/**
 * Writes a run with its line in the audit trail; null when the policy has an open one already. Call it within a transaction. Throws
 * `PeopleErasedError` where it goes back to a run whose people are erased.
 */
export async function insertRun(rows: Rows, request: RunRequest): Promise<Run | null> {
  const { trigger } = request;
  if ('of' in trigger) await demandPeople(rows, trigger.of);
  const inserted = await rows
    .insertInto('runs')
    .values({
      policy_id: request.policyId,
      policy_version: request.policyVersion,
      trigger_kind: trigger.kind,
      trigger_tick: 'tick' in trigger ? trigger.tick : 'readAt' in trigger ? trigger.readAt : null,
      trigger_actor: 'by' in trigger ? await noteActor(rows, trigger.by) : null,
      trigger_run: 'of' in trigger ? trigger.of : null,
      trigger_people: 'people' in trigger && trigger.people !== null ? writeJson(trigger.people) : null,
      mode: request.mode,
      rehearsal_reason: request.rehearsalReason,
      state: 'requested',
      requested_at: request.requestedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return null;
  if (request.newcomers !== undefined) await insertNewcomers(rows, inserted.id, request.newcomers);
  await auditRequest(rows, inserted.id, request);
  return getRun(rows, inserted.id);
}
