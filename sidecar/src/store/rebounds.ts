// Changes that did not last: the steps to look at again, and once for each step what a snapshot showed of it.
import { sql } from 'kysely';
import type { Change } from '../domain/action.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { ReboundReason } from '../domain/rebound.ts';
import type { Instant, UserKey, Username, UserStatus } from '../domain/user.ts';
import { isOneOf } from './criteria-sql/parts.ts';
import type { Database } from './database.ts';
import { readJson } from './json-text.ts';

/** An applied step of a live run that is over, with the user's status in the snapshot that is looked at. */
export interface WatchedStep {
  readonly stepId: number;
  readonly runId: number;
  readonly userKey: UserKey;
  readonly change: Change;
  readonly doneAt: Instant;
  readonly statusNow: UserStatus;
}

export interface NewRebound {
  readonly stepId: number;
  readonly runId: number;
  readonly snapshotId: number;
  readonly at: Instant;
  readonly reason: ReboundReason;
}

export interface Rebound extends NewRebound {
  readonly personId: number;
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly change: Change;
  readonly doneAt: Instant;
}

export interface ReboundRecords {
  /**
   * Steps done since the first instant by runs that ended before the second, not noted yet, of users whom the snapshot holds;
   * in the order of their ids. Until a run has ended nobody can say whether Confluence has read what it did.
   */
  readonly watched: (query: {
    snapshotId: number;
    since: Instant;
    before: Instant;
    after: number;
    limit: number;
    /** Left out: of everybody. */
    userKeys?: readonly UserKey[];
  }) => Promise<readonly WatchedStep[]>;
  /** What live runs did to the user after that instant. */
  readonly laterChanges: (userKey: UserKey, after: Instant) => Promise<readonly Change[]>;
  /** Notes each step once; the first snapshot that showed it stands. */
  readonly note: (rebounds: readonly NewRebound[]) => Promise<void>;
  readonly ofRun: (query: { runId: number; after: number; limit: number }) => Promise<readonly Rebound[]>;
  /** Steps of the policy's other runs noted since the last of these ended, by reason. */
  readonly countForReport: (run: { id: number; policyId: PolicyId }) => Promise<Partial<Record<ReboundReason, number>>>;
}

export function keepRebounds({ writes, reads, engine }: Database): ReboundRecords {
  return {
    async watched({ snapshotId, since, before, after, limit, userKeys }) {
      const found = await reads
        .selectFrom('run_steps as step')
        .innerJoin('runs', 'runs.id', 'step.run_id')
        .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
        .innerJoin('snapshot_users as now', (join) =>
          join.onRef('now.user_key', '=', 'person.user_key').on('now.snapshot_id', '=', snapshotId),
        )
        .leftJoin('rebounds', 'rebounds.step_id', 'step.id')
        .select(['step.id', 'step.run_id', 'step.change', 'step.finished_at', 'person.user_key', 'now.status'])
        .where('runs.mode', '=', 'live')
        .where('step.outcome_kind', '=', 'applied')
        .where('step.finished_at', '>=', since)
        .where('runs.finished_at', '<', before)
        .where('rebounds.step_id', 'is', null)
        .where('step.id', '>', after)
        .$if(userKeys !== undefined, (query) => query.where(isOneOf(engine, sql`person.user_key`, userKeys ?? [])))
        .orderBy('step.id')
        .limit(limit)
        .execute();
      return found.map((row) => ({
        stepId: row.id,
        runId: row.run_id,
        userKey: row.user_key,
        change: readJson(row.change),
        doneAt: row.finished_at ?? since,
        statusNow: row.status,
      }));
    },
    async laterChanges(userKey, after) {
      const found = await reads
        .selectFrom('run_people as person')
        .innerJoin('run_steps as step', 'step.entry_id', 'person.entry_id')
        .innerJoin('runs', 'runs.id', 'step.run_id')
        .select('step.change')
        .where('person.user_key', '=', userKey)
        .where('runs.mode', '=', 'live')
        .where('step.outcome_kind', '=', 'applied')
        .where('step.finished_at', '>', after)
        .execute();
      return found.map((row) => readJson(row.change));
    },
    async note(rebounds) {
      if (rebounds.length === 0) return;
      const rows = rebounds.map(({ stepId, runId, snapshotId, at, reason }) => ({
        step_id: stepId,
        run_id: runId,
        snapshot_id: snapshotId,
        at,
        reason,
      }));
      await writes
        .insertInto('rebounds')
        .values(rows)
        .onConflict((conflict) => conflict.column('step_id').doNothing())
        .execute();
    },
    async ofRun({ runId, after, limit }) {
      const found = await reads
        .selectFrom('rebounds')
        .innerJoin('run_steps as step', 'step.id', 'rebounds.step_id')
        .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
        .selectAll('rebounds')
        .select(['step.change', 'step.finished_at', 'person.entry_id', 'person.user_key'])
        .select(['person.username', 'person.display_name'])
        .where('rebounds.run_id', '=', runId)
        .where('rebounds.step_id', '>', after)
        .orderBy('rebounds.step_id')
        .limit(limit)
        .execute();
      return found.map((row) => ({
        stepId: row.step_id,
        runId: row.run_id,
        snapshotId: row.snapshot_id,
        at: row.at,
        reason: row.reason,
        personId: row.entry_id,
        userKey: row.user_key,
        username: row.username,
        displayName: row.display_name,
        change: readJson(row.change),
        doneAt: row.finished_at ?? row.at,
      }));
    },
    async countForReport({ id, policyId }) {
      const others = reads.selectFrom('runs').where('policy_id', '=', policyId).where('id', '<>', id);
      const last = await others
        .where('state', '=', 'finished')
        .select((select) => select.fn.max('finished_at').as('at'))
        .executeTakeFirst();
      const found = await reads
        .selectFrom('rebounds')
        .select(['reason', (select) => select.fn.countAll<number>().as('count')])
        .where('run_id', 'in', others.select('id'))
        .where('at', '>', last?.at ?? '')
        .groupBy('reason')
        .execute();
      return Object.fromEntries(found.map((row) => [row.reason, Number(row.count)]));
    },
  };
}
