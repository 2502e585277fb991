// The journal: every step, written before and after its call, never changed afterwards.
import { type Insertable, sql } from 'kysely';
import type { Outcome, Verification } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { StoreStateError } from './errors.ts';
import { createGroupCommit } from './group-commit.ts';
import { readJson, writeJson } from './json-text.ts';
import { forEachSlice } from './slices.ts';
import type { JournalTable, Rows } from './tables.ts';

export type JournalKind = 'attempting' | 'outcome' | 'settled' | 'verified';

export interface JournalRow {
  readonly id: number;
  readonly runId: number;
  readonly stepId: number;
  readonly at: Instant;
  readonly kind: JournalKind;
  /** The outcome, the verification, or null for `attempting`. */
  readonly content: Outcome | Verification | null;
}

export interface JournalRecords {
  /** Durable before it returns: the call comes after. */
  readonly attempting: (step: { runId: number; stepId: number; at: Instant }) => Promise<void>;
  /** Writes rows and the steps' outcomes in one transaction. `settled` marks an outcome found out by reading. */
  readonly outcomes: (
    rows: readonly { runId: number; stepId: number; at: Instant; outcome: Outcome; settled?: boolean }[],
  ) => Promise<void>;
  readonly verified: (
    rows: readonly { runId: number; stepId: number; at: Instant; verification: Verification }[],
  ) => Promise<void>;
  /** Steps of the run whose last row is `attempting`: their calls may or may not have happened. */
  readonly unsettled: (runId: number) => Promise<readonly number[]>;
  readonly rows: (query: { runId: number; after: number; limit: number }) => Promise<readonly JournalRow[]>;
}

export function keepJournal({ writes, reads }: Database): JournalRecords {
  const commit = createGroupCommit(writes);
  return {
    attempting: (step) => commit((rows) => noteAttempt(rows, step)),
    outcomes: (outcomes) => commit((rows) => noteOutcomes(rows, outcomes)),
    verified: (verified) => commit((rows) => noteVerifications(rows, verified)),
    unsettled: (runId) => findUnsettled(reads, runId),
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

/** One statement: a step that is not open, or not of this run, gets no row and so must get no call. */
async function noteAttempt(rows: Rows, { runId, stepId, at }: { runId: number; stepId: number; at: Instant }) {
  const noted = await rows
    .insertInto('journal')
    .columns(['run_id', 'step_id', 'at', 'kind'])
    .expression((from) =>
      from
        .selectFrom('run_steps')
        .select(['run_id', 'id', sql<Instant>`${at}`.as('at'), sql.lit<JournalKind>('attempting').as('kind')])
        .where('id', '=', stepId)
        .where('run_id', '=', runId)
        .where('outcome_kind', 'is', null),
    )
    .returning('id')
    .executeTakeFirst();
  if (noted === undefined) throw new StoreStateError(`Step ${stepId} of run ${runId} is not open.`);
}

/** Rows that say the same of several steps, so that one statement can write them. */
interface Alike<Said> {
  readonly runId: number;
  readonly at: Instant;
  readonly said: Said;
  readonly stepIds: number[];
}

function groupAlike<Row extends { runId: number; stepId: number; at: Instant }, Said>(
  rows: readonly Row[],
  say: (row: Row) => Said,
): Alike<Said>[] {
  const groups = new Map<string, Alike<Said>>();
  for (const row of rows) {
    const said = say(row);
    const key = JSON.stringify([row.runId, row.at, said]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { runId: row.runId, at: row.at, said, stepIds: [row.stepId] });
    else group.stepIds.push(row.stepId);
  }
  return [...groups.values()];
}

type OutcomeRow = Parameters<JournalRecords['outcomes']>[0][number];

async function noteOutcomes(rows: Rows, outcomes: readonly OutcomeRow[]): Promise<void> {
  for (const { runId, at, said, stepIds } of groupAlike(outcomes, (row) => row.outcome)) {
    await forEachSlice(stepIds, async (slice) => {
      const written = await rows
        .updateTable('run_steps')
        .set({ outcome: writeJson(said), outcome_kind: said.kind, finished_at: at })
        .where('run_id', '=', runId)
        .where('id', 'in', slice)
        .where('outcome_kind', 'is', null)
        .returning('id')
        .execute();
      if (written.length !== slice.length) {
        throw new StoreStateError(`A step of run ${runId} has an outcome already, or is none of its steps.`);
      }
    });
  }
  await insertJournalRows(
    rows,
    outcomes.map(({ runId, stepId, at, outcome, settled = false }) => ({
      run_id: runId,
      step_id: stepId,
      at,
      kind: settled ? 'settled' : 'outcome',
      content: writeJson(outcome),
    })),
  );
}

type VerifiedRow = Parameters<JournalRecords['verified']>[0][number];

/** A later reading replaces an earlier one at the step; the journal keeps both. */
async function noteVerifications(rows: Rows, verified: readonly VerifiedRow[]): Promise<void> {
  for (const { runId, said, stepIds } of groupAlike(verified, (row) => row.verification)) {
    await forEachSlice(stepIds, async (slice) => {
      const written = await rows
        .updateTable('run_steps')
        .set({ verification: said })
        .where('run_id', '=', runId)
        .where('id', 'in', slice)
        .where('outcome_kind', 'is not', null)
        .returning('id')
        .execute();
      if (written.length !== slice.length) {
        throw new StoreStateError(
          `A step of run ${runId} cannot be verified: it has no outcome, or is none of its steps.`,
        );
      }
    });
  }
  await insertJournalRows(
    rows,
    verified.map(({ runId, stepId, at, verification }) => ({
      run_id: runId,
      step_id: stepId,
      at,
      kind: 'verified',
      content: writeJson(verification),
    })),
  );
}

async function insertJournalRows(rows: Rows, added: readonly Insertable<JournalTable>[]): Promise<void> {
  await forEachSlice(added, (slice) => rows.insertInto('journal').values(slice).execute());
}

/** An outcome and its journal row come together, so the last row is `attempting` exactly while the step is open. */
async function findUnsettled(rows: Rows, runId: number): Promise<number[]> {
  const found = await rows
    .selectFrom('run_steps')
    .select('id')
    .where('run_id', '=', runId)
    .where('outcome_kind', 'is', null)
    .where((when) =>
      when.exists(when.selectFrom('journal').select('journal.id').whereRef('journal.step_id', '=', 'run_steps.id')),
    )
    .orderBy('id')
    .execute();
  return found.map((row) => row.id);
}
