// Runs, the newest first, page by page: of one policy, of one kind, of a period, by whoever started them, or about one user.
import { sql } from 'kysely';
import type { Run } from '../../domain/run.ts';
import type { RunQuery } from '../runs.ts';
import type { Rows } from '../tables.ts';
import { readRunRow, selectRuns } from './run-rows.ts';

export async function listRuns(rows: Rows, query: RunQuery): Promise<Run[]> {
  const { policyId, mode, trigger, standing, since, until, finishedSince, startedBy, user, before, limit } = query;
  let found = selectRuns(rows).orderBy('runs.id', 'desc').limit(limit);
  if (policyId !== undefined) found = found.where('runs.policy_id', '=', policyId);
  if (mode !== undefined) found = found.where('runs.mode', '=', mode);
  if (trigger !== undefined) found = found.where('runs.trigger_kind', '=', trigger);
  if (standing === 'open') found = found.where('runs.state', '<>', 'finished');
  if (standing === 'undecided') {
    const decided = rows.selectFrom('run_decisions').select('run_decisions.run_id');
    // Somebody in it was erased: a plan with a gap is approved no more.
    const erased = rows.selectFrom('run_erasures').select('run_erasures.run_id');
    found = found.where('runs.ending', '=', 'quarantined').where('runs.id', 'not in', decided);
    found = found.where('runs.id', 'not in', erased);
  } else if (standing !== undefined && standing !== 'open') {
    found = found.where('runs.state', '=', 'finished').where('runs.ending', '=', standing);
  }
  if (since !== undefined) found = found.where('runs.requested_at', '>=', since);
  if (until !== undefined) found = found.where('runs.requested_at', '<', until);
  if (finishedSince !== undefined) found = found.where('runs.finished_at', '>=', finishedSince);
  if (startedBy !== undefined) found = found.where(sql<boolean>`lower(starter.username) = lower(${startedBy})`);
  if (user !== undefined) found = found.where('runs.id', 'in', selectRunsOf(rows, user));
  if (before !== null) found = found.where('runs.id', '<', before);
  return (await found.execute()).map(readRunRow);
}

/** Runs whose plan names the user, by either index: a plan may hold everybody, and is never walked through. */
function selectRunsOf(rows: Rows, user: string) {
  return rows
    .selectFrom('run_people')
    .select('run_id')
    .where(sql<boolean>`user_key = ${user}`)
    .union(rows.selectFrom('run_people').select('run_id').where(sql<boolean>`lower(username) = lower(${user})`));
}
