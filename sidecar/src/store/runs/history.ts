// What earlier runs planned, saw and changed: what a new plan is held against.

import { sql } from 'kysely';
import { provisioningPolicy } from '../../domain/newcomer.ts';
import type { Population } from '../../domain/population.ts';
import type { OutcomeKind } from '../../domain/run.ts';
import type { UserKey } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { RunProgress, RunRecords } from '../runs.ts';
import type { Rows } from '../tables.ts';

/** Looked at back to the last one whose readings were trusted. */
const plansLookedAt = 50;

/** Undoing is no growth, and is not compared with either. */
export async function readPlannedBefore(
  rows: Rows,
  { policyId, policyVersion, limit }: Parameters<RunRecords['plannedBefore']>[0],
): Promise<number[]> {
  const found = await rows
    .selectFrom('plans')
    .innerJoin('runs', 'runs.id', 'plans.run_id')
    .select('plans.summary')
    .where('runs.policy_id', '=', policyId)
    .where('runs.policy_version', '=', policyVersion)
    .where('runs.ending', '=', 'completed')
    .where('runs.state', '=', 'finished')
    .where('runs.trigger_kind', '<>', 'undo')
    .orderBy('runs.id', 'desc')
    .limit(limit)
    .execute();
  return found.map((row) => readJson(row.summary).planned);
}

export async function readLastPopulation(rows: Rows): Promise<Population | null> {
  const found = await rows
    .selectFrom('plans')
    .innerJoin('runs', 'runs.id', 'plans.run_id')
    .select('plans.summary')
    .where('runs.ending', '=', 'completed')
    .where('runs.state', '=', 'finished')
    .orderBy('runs.id', 'desc')
    .limit(plansLookedAt)
    .execute();
  for (const row of found) {
    const { population } = readJson(row.summary);
    if (population !== undefined) return population;
  }
  return null;
}

/** Outcomes after which something was changed, or may have been. */
const changing: readonly OutcomeKind[] = ['applied', 'applied-without-effect', 'pending-synchronisation', 'unknown'];

export async function readChangedUsers(
  rows: Rows,
  { since, policyId, except, butApprovedOf }: Parameters<RunRecords['changedUsers']>[0],
): Promise<UserKey[]> {
  let query = rows
    .selectFrom('run_steps as step')
    .innerJoin('runs', 'runs.id', 'step.run_id')
    .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .select('person.user_key')
    .distinct()
    .where('runs.mode', '=', 'live')
    .where('runs.trigger_kind', '<>', 'undo')
    .where('runs.policy_id', '<>', provisioningPolicy)
    .where('step.finished_at', '>=', since)
    .where('step.outcome_kind', 'in', changing);
  if (policyId !== undefined) query = query.where('runs.policy_id', '=', policyId);
  if (butApprovedOf !== undefined) {
    query = query.where((when) =>
      when.or([when('runs.policy_id', '<>', butApprovedOf), when('runs.trigger_kind', '<>', 'approval')]),
    );
  }
  if (except !== undefined) query = query.where('runs.id', '<>', except);
  return (await query.execute()).map((row) => row.user_key);
}

const rehearsedToo: readonly OutcomeKind[] = [...changing, 'rehearsed'];
const troubled: readonly OutcomeKind[] = ['failed', 'unknown'];

/** How far a run has come, in users; one may count as changed and as troubled. */
export async function readProgress(rows: Rows, runId: number): Promise<RunProgress> {
  const flag = (kinds: readonly OutcomeKind[]) =>
    sql<number>`max(case when outcome_kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))}) then 1 else 0 end)`;
  const { changed, trouble, finished } = await rows
    .selectFrom(
      rows
        .selectFrom('run_steps')
        .select(['entry_id', flag(rehearsedToo).as('changed'), flag(troubled).as('trouble')])
        .where('run_id', '=', runId)
        .groupBy('entry_id')
        .as('entry'),
    )
    .select([
      sql<number>`coalesce(sum(changed), 0)`.as('changed'),
      sql<number>`coalesce(sum(trouble), 0)`.as('trouble'),
      sql<number>`coalesce(sum(case when changed = 1 or trouble = 1 then 1 else 0 end), 0)`.as('finished'),
    ])
    .executeTakeFirstOrThrow();
  return { changed, trouble, finished };
}
