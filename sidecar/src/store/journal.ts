// The journal: every step, written before and after its call, never changed afterwards.
import type { PolicyId } from '../domain/policy.ts';
import type { Outcome, Verification } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import {
  type AttemptRow,
  type CorrectionRow,
  type JournalKind,
  type Note,
  type OutcomeRow,
  type VerifiedRow,
  writeNotes,
} from './journal/notes.ts';
import { readWorkedMs } from './journal/worked.ts';
import { readJson } from './json-text.ts';
import type { Rows } from './tables.ts';
import type { WritingThread } from './thread.ts';

export interface JournalRow {
  readonly id: number;
  readonly runId: number;
  readonly stepId: number;
  readonly at: Instant;
  readonly kind: JournalKind;
  /** The outcome, the verification, or null for `attempting` and `no-effect`. */
  readonly content: Outcome | Verification | null;
}

export interface JournalRecords {
  /** Durable before it returns: the call comes after. Throws where the step is not open, or its run in other hands than told. */
  readonly attempting: (step: AttemptRow) => Promise<void>;
  /** Says of the attempt before it that reading showed no effect: whatever is found later is nobody's but somebody else's. */
  readonly withoutEffect: (step: AttemptRow) => Promise<void>;
  /** Writes rows and the steps' outcomes in one transaction. */
  readonly outcomes: (rows: readonly OutcomeRow[]) => Promise<void>;
  readonly verified: (rows: readonly VerifiedRow[]) => Promise<void>;
  /**
   * Corrects applied steps of which reading showed more: that they had no effect, which contradicts them, or that Confluence
   * has not seen them yet. The journal keeps what the call said.
   */
  readonly corrected: (rows: readonly CorrectionRow[]) => Promise<void>;
  /** Steps of the run whose last row is `attempting`: their calls may or may not have happened. */
  readonly unsettled: (runId: number) => Promise<readonly number[]>;
  /** When each user was begun whom live runs acted upon since then, by the latest attempt; of one policy, or of all. */
  readonly begunUsers: (query: { since: Instant; policyId?: PolicyId }) => Promise<readonly Instant[]>;
  readonly rows: (query: { runId: number; after: number; limit: number }) => Promise<readonly JournalRow[]>;
  /** Milliseconds that a run worked, by its rows: what lies between two of them counts as a minute at most; null without any. */
  readonly workedMs: (runId: number) => Promise<number | null>;
}

/** So many notes in, a thread is worth starting: until then a short run writes here. */
const notesWorthAThread = 40;

/** Keeps the journal: where there is a thread that can write, the wait for the disk is the thread's. */
export function keepJournal({ writes, reads, engine }: Database, thread: WritingThread | null): JournalRecords {
  let written = 0;
  const commit = createGroupCommit<Note>((notes) => {
    written += notes.length;
    if (thread === null || (written < notesWorthAThread && !thread.isRunning()))
      return writeNotes(writes, notes, engine);
    return thread.run({ kind: 'notes', notes });
  });
  return {
    attempting: (step) => commit({ kind: 'attempting', step }),
    withoutEffect: (step) => commit({ kind: 'no-effect', step }),
    outcomes: (rows) => commit({ kind: 'outcomes', rows }),
    verified: (rows) => commit({ kind: 'verified', rows }),
    corrected: (rows) => commit({ kind: 'corrected', rows }),
    unsettled: (runId) => findUnsettled(reads, runId),
    begunUsers: (query) => readBegunUsers(reads, query),
    workedMs: (runId) => readWorkedMs(reads, runId),
    async rows({ runId, after, limit }) {
      const found = await reads
        .selectFrom('journal')
        .selectAll()
        .where('run_id', '=', runId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute();
      return found.map((row) => ({
        id: row.id,
        runId: row.run_id,
        stepId: row.step_id,
        at: row.at,
        kind: row.kind,
        content: row.content === null ? null : readJson(row.content),
      }));
    },
  };
}

/** The newest rows that are looked at: more than any minute brings. */
const newestRows = 20_000;

async function readBegunUsers(
  rows: Rows,
  { since, policyId }: { since: Instant; policyId?: PolicyId },
): Promise<Instant[]> {
  const newest = rows.selectFrom('journal').select(['run_id', 'step_id', 'at', 'kind']).orderBy('id', 'desc');
  let query = rows
    .selectFrom(newest.limit(newestRows).as('row'))
    .innerJoin('run_steps as step', 'step.id', 'row.step_id')
    .innerJoin('runs', 'runs.id', 'row.run_id')
    .select((one) => one.fn.max<Instant>('row.at').as('at'))
    .where('row.kind', '=', 'attempting')
    .where('row.at', '>', since)
    .where('runs.mode', '=', 'live')
    .groupBy('step.entry_id')
    .orderBy('at');
  if (policyId !== undefined) query = query.where('runs.policy_id', '=', policyId);
  return (await query.execute()).map((row) => row.at);
}

/** An outcome and its journal row come together, so an open step has no rows but of its attempts and what proved to be none. */
async function findUnsettled(rows: Rows, runId: number): Promise<number[]> {
  const found = await rows
    .selectFrom('run_steps as step')
    .select('step.id')
    .where('step.run_id', '=', runId)
    .where('step.outcome_kind', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('journal as attempt')
          .select('attempt.id')
          .whereRef('attempt.step_id', '=', 'step.id')
          .where('attempt.kind', '=', 'attempting')
          .where((attempt) =>
            attempt.not(
              attempt.exists(
                attempt
                  .selectFrom('journal as proof')
                  .select('proof.id')
                  .whereRef('proof.step_id', '=', 'attempt.step_id')
                  .whereRef('proof.id', '>', 'attempt.id')
                  .where('proof.kind', '=', 'no-effect'),
              ),
            ),
          ),
      ),
    )
    .orderBy('step.id')
    .execute();
  return found.map((row) => row.id);
}
