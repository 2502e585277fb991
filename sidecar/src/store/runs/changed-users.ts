// Whom live runs changed since some instant: what caps, the week and a person's judgement count.
import { sql } from 'kysely';
import { takesAway } from '../../domain/impact.ts';
import { provisioningPolicy } from '../../domain/newcomer.ts';
import type { OutcomeKind } from '../../domain/run.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { RunRecords } from '../runs.ts';
import type { Rows } from '../tables.ts';

type Question = Parameters<RunRecords['changedUsers']>[0];

/** Outcomes after which something was changed, or may have been. */
export const changing: readonly OutcomeKind[] = [
  'applied',
  'applied-without-effect',
  'pending-synchronisation',
  'unknown',
];

/** Runs that take another back, and those that act on the approved plan of one. Join it as `undoing`. */
export function withUndoing(rows: Rows) {
  return rows.withRecursive('undoing', (query) =>
    query
      .selectFrom('runs')
      .select('runs.id')
      .where('runs.trigger_kind', '=', 'undo')
      .union(
        query
          .selectFrom('runs')
          .innerJoin('undoing', 'undoing.id', 'runs.trigger_run')
          .select('runs.id')
          .where('runs.trigger_kind', '=', 'approval'),
      ),
  );
}

/** Each once. Of runs that take another back only those count from whom something is taken. */
export async function readChangedUsers(rows: Rows, question: Question): Promise<UserKey[]> {
  const done = await narrow(selectSteps(rows), question)
    .where('undoing.id', 'is', null)
    .where('runs.policy_id', '<>', provisioningPolicy)
    .select('person.user_key')
    .distinct()
    .execute();
  const undone = await narrow(selectSteps(rows), question)
    .where('undoing.id', 'is not', null)
    .select(['person.user_key', 'step.change'])
    .execute();
  const taken = undone.filter((row) => takesAway(readJson(row.change)));
  return [...new Set([...done, ...taken].map((row) => row.user_key))];
}

/** Whoever was created, each once, whatever became of them since. */
export async function countCreatedUsers(rows: Rows, since: Instant): Promise<number> {
  const { users } = await narrow(selectSteps(rows), { since, policyId: provisioningPolicy })
    .where('undoing.id', 'is', null)
    .select(sql<number>`count(distinct person.user_key)`.as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

function selectSteps(rows: Rows) {
  return withUndoing(rows)
    .selectFrom('run_steps as step')
    .innerJoin('runs', 'runs.id', 'step.run_id')
    .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .leftJoin('undoing', 'undoing.id', 'runs.id')
    .where('runs.mode', '=', 'live')
    .where('step.outcome_kind', 'in', changing);
}

type Steps = ReturnType<typeof selectSteps>;

function narrow(steps: Steps, { since, policyId, except, butApprovedOf }: Question): Steps {
  let query = steps.where('step.finished_at', '>=', since);
  if (policyId !== undefined) query = query.where('runs.policy_id', '=', policyId);
  if (butApprovedOf !== undefined) {
    query = query.where((when) =>
      when.or([when('runs.policy_id', '<>', butApprovedOf), when('runs.trigger_kind', '<>', 'approval')]),
    );
  }
  return except === undefined ? query : query.where('runs.id', '<>', except);
}
