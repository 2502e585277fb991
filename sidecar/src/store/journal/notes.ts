// What is written into the journal, as values that may be handed to another thread, and the statements that write it.
import { type Insertable, sql } from 'kysely';
import type { Outcome, Verification } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import type { Engine } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import { writeJson } from '../json-text.ts';
import { forEachSlice } from '../slices.ts';
import type { JournalTable, Rows } from '../tables.ts';
import { auditSteps, type SaidStep } from './audit-steps.ts';
import { requireLeases } from './require-leases.ts';

/** `no-effect` stands behind an attempt of which reading showed that nothing came of it: the step is as if never begun. */
export type JournalKind = 'attempting' | 'no-effect' | 'outcome' | 'settled' | 'verified';

export interface AttemptRow {
  readonly runId: number;
  readonly stepId: number;
  readonly at: Instant;
  /** Whose lease the run must be: in other hands, nothing is written. Whoever acts says so. */
  readonly holder?: string;
}

export interface OutcomeRow extends AttemptRow {
  readonly outcome: Outcome;
  /** Marks an outcome found out by reading. */
  readonly settled?: boolean;
}

export interface VerifiedRow extends AttemptRow {
  readonly verification: Verification;
}

export interface CorrectionRow extends AttemptRow {
  readonly to: 'applied-without-effect' | 'pending-synchronisation';
}

export type Note =
  | { readonly kind: 'attempting' | 'no-effect'; readonly step: AttemptRow }
  | { readonly kind: 'outcomes'; readonly rows: readonly OutcomeRow[] }
  | { readonly kind: 'verified'; readonly rows: readonly VerifiedRow[] }
  | { readonly kind: 'corrected'; readonly rows: readonly CorrectionRow[] };

/** Writes all of them in one transaction with their entries of the audit trail, or none. */
export function writeNotes(rows: Rows, notes: readonly Note[], engine: Engine): Promise<void> {
  return rows.transaction().execute(async (transaction) => {
    const steps = notes.flatMap((note): readonly AttemptRow[] => ('step' in note ? [note.step] : note.rows));
    await requireLeases(transaction, steps, engine);
    for (const note of notes) await writeNote(transaction, note);
    await auditSteps(transaction, notes.flatMap(sayOfSteps));
  });
}

function sayOfSteps(note: Note): readonly SaidStep[] {
  if (note.kind === 'outcomes') return note.rows.map((row) => ({ ...row, event: 'step.outcome' }));
  if (note.kind !== 'corrected') return [];
  return note.rows.map(({ to, ...row }) => ({ ...row, event: 'step.corrected', outcome: { kind: to } }));
}

function writeNote(rows: Rows, note: Note): Promise<void> {
  switch (note.kind) {
    case 'attempting':
    case 'no-effect':
      return noteOfOpenStep(rows, note);
    case 'outcomes':
      return noteOutcomes(rows, note.rows);
    case 'verified':
      return noteVerifications(rows, note.rows);
    case 'corrected':
      return noteCorrections(rows, note.rows);
  }
}

/** One statement: a step that is not open, or not of this run, gets no row and so must get no call. */
async function noteOfOpenStep(
  rows: Rows,
  { kind, step: { runId, stepId, at } }: Extract<Note, { step: AttemptRow }>,
): Promise<void> {
  const noted = await rows
    .insertInto('journal')
    .columns(['run_id', 'step_id', 'at', 'kind'])
    .expression((from) =>
      from
        .selectFrom('run_steps')
        .select(['run_id', 'id', sql<Instant>`${at}`.as('at'), sql.lit<JournalKind>(kind).as('kind')])
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

/** The call was done, and what was read afterwards is as before: the last word is the reading's. */
async function noteCorrections(rows: Rows, corrections: readonly CorrectionRow[]): Promise<void> {
  for (const kind of ['applied-without-effect', 'pending-synchronisation'] as const) {
    const steps = corrections.filter(({ to }) => to === kind);
    await forEachSlice(steps, async (slice) => {
      const corrected = await rows
        .updateTable('run_steps')
        .set({ outcome: writeJson({ kind }), outcome_kind: kind })
        .where(
          'id',
          'in',
          slice.map((step) => step.stepId),
        )
        .where('outcome_kind', '=', 'applied')
        .returning('id')
        .execute();
      if (corrected.length !== slice.length) {
        throw new StoreStateError('A step that was not applied has nothing to be corrected.');
      }
    });
    await insertJournalRows(
      rows,
      steps.map(({ runId, stepId, at }) => {
        return { run_id: runId, step_id: stepId, at, kind: 'settled', content: writeJson({ kind }) };
      }),
    );
    if (kind === 'applied-without-effect') {
      await noteVerifications(
        rows,
        steps.map((step) => ({ ...step, verification: 'contradicted' })),
      );
    }
  }
}

async function insertJournalRows(rows: Rows, added: readonly Insertable<JournalTable>[]): Promise<void> {
  await forEachSlice(added, (slice) => rows.insertInto('journal').values(slice).execute());
}
