// What live runs took from users, and what later ones gave them: the two sides of the question who came back.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Change } from '../domain/action.ts';
import type { TakenAccess } from '../domain/licence/regret.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readJson } from './json-text.ts';

/** One applied step that disabled a user or took them out of a group. */
export interface Taking extends Omit<TakenAccess, 'givenBackAt'> {
  readonly stepId: number;
  readonly entryId: number;
  readonly policyId: PolicyId;
  readonly change: Change;
  /** Null where the user of the step was erased since. */
  readonly userKey: UserKey | null;
}

/** One applied step that enabled a user or put them into a group. */
export interface Giving {
  readonly userKey: UserKey;
  readonly change: Change;
  readonly at: Instant;
}

export interface ReturnRecords {
  /** Of live runs that take nothing back, done since the instant; in the order of the steps. */
  readonly takings: (query: { since: Instant; after: number; limit: number }) => Promise<readonly Taking[]>;
  /** Of live runs of any kind since the instant. */
  readonly givings: (since: Instant) => Promise<readonly Giving[]>;
}

/** Changes are JSON text that begins with the kind. */
function isOneOf(one: Change['kind'], other: Change['kind']): RawBuilder<SqlBool> {
  const begins = (kind: Change['kind']) => sql`step.change like ${`{"kind":"${kind}"%`}`;
  return sql<SqlBool>`(${begins(one)} or ${begins(other)})`;
}

export function keepReturns({ reads }: Database): ReturnRecords {
  return {
    async takings({ since, after, limit }) {
      const found = await reads
        .selectFrom('run_steps as step')
        .innerJoin('runs', 'runs.id', 'step.run_id')
        .leftJoin('run_people as person', 'person.entry_id', 'step.entry_id')
        .leftJoin('rebounds', 'rebounds.step_id', 'step.id')
        .select(['step.id', 'step.entry_id', 'step.change', 'step.finished_at', 'runs.policy_id', 'person.user_key'])
        .select('rebounds.at as undone_at')
        .where('runs.mode', '=', 'live')
        .where('runs.trigger_kind', '<>', 'undo')
        .where('step.outcome_kind', '=', 'applied')
        .where('step.finished_at', '>=', since)
        .where(isOneOf('disable', 'remove-from-group'))
        .where((when) =>
          when.or([when('step.verification', 'is', null), when('step.verification', '<>', 'contradicted')]),
        )
        .where('step.id', '>', after)
        .orderBy('step.id')
        .limit(limit)
        .execute();
      return found.map((row) => ({
        stepId: row.id,
        entryId: row.entry_id,
        policyId: row.policy_id,
        change: readJson(row.change),
        userKey: row.user_key,
        doneAt: row.finished_at ?? since,
        seenUndoneAt: row.undone_at,
      }));
    },
    async givings(since) {
      const found = await reads
        .selectFrom('run_steps as step')
        .innerJoin('runs', 'runs.id', 'step.run_id')
        .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
        .select(['step.change', 'step.finished_at', 'person.user_key'])
        .where('runs.mode', '=', 'live')
        .where('step.outcome_kind', '=', 'applied')
        .where('step.finished_at', '>=', since)
        .where(isOneOf('enable', 'add-to-group'))
        .orderBy('step.id')
        .execute();
      return found.map((row) => ({
        userKey: row.user_key,
        change: readJson(row.change),
        at: row.finished_at ?? since,
      }));
    },
  };
}
