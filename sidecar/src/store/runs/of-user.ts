// What live runs did about one user, the newest first: each step with its outcome.
import type { Change } from '../../domain/action.ts';
import type { Outcome, Verification } from '../../domain/run.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export interface UserStep {
  readonly stepId: number;
  /** The user's entry in the plan of that run. */
  readonly personId: number;
  readonly runId: number;
  readonly policyId: string;
  readonly change: Change;
  readonly outcome: Outcome;
  readonly verification: Verification | null;
  readonly at: Instant | null;
}

export interface UserStepQuery {
  readonly userKey: UserKey;
  readonly limit: number;
}

/** Rehearsals did nothing, so they are left out. */
export async function readStepsOfUser(rows: Rows, { userKey, limit }: UserStepQuery): Promise<UserStep[]> {
  const found = await rows
    .selectFrom('run_people as person')
    .innerJoin('runs as run', 'run.id', 'person.run_id')
    .innerJoin('run_steps as step', 'step.entry_id', 'person.entry_id')
    .select(['step.id', 'step.entry_id', 'step.run_id', 'run.policy_id', 'step.change', 'step.outcome'])
    .select(['step.verification', 'step.finished_at'])
    .where('person.user_key', '=', userKey)
    .where('run.mode', '=', 'live')
    .where('step.outcome', 'is not', null)
    .orderBy('step.id', 'desc')
    .limit(limit)
    .execute();
  return found.flatMap((row) => {
    if (row.outcome === null) return [];
    const { id: stepId, entry_id: personId, run_id: runId, policy_id: policyId, verification, finished_at: at } = row;
    return [
      {
        stepId,
        personId,
        runId,
        policyId,
        change: readJson(row.change),
        outcome: readJson(row.outcome),
        verification,
        at,
      },
    ];
  });
}
