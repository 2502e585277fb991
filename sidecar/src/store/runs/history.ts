// What earlier runs planned, saw and changed: what a new plan is held against.

import { sql } from 'kysely';
import type { Population } from '../../domain/population.ts';
import type { OutcomeKind } from '../../domain/run.ts';
import { readJson } from '../json-text.ts';
import type { RunProgress, RunRecords } from '../runs.ts';
import type { Rows } from '../tables.ts';
import { changing, withUndoing } from './changed-users.ts';

/** Looked at back to the last one whose readings were trusted. */
const plansLookedAt = 50;

/** Undoing is no growth, approved or not, and is not compared with either. */
export async function readPlannedBefore(
  rows: Rows,
  { policyId, policyVersion, limit }: Parameters<RunRecords['plannedBefore']>[0],
): Promise<number[]> {
  const found = await withUndoing(rows)
    .selectFrom('plans')
    .innerJoin('runs', 'runs.id', 'plans.run_id')
    .leftJoin('undoing', 'undoing.id', 'runs.id')
    .select('plans.summary')
    .where('undoing.id', 'is', null)
    .where('runs.policy_id', '=', policyId)
    .where('runs.policy_version', '=', policyVersion)
    .where('runs.ending', '=', 'completed')
    .where('runs.state', '=', 'finished')
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
