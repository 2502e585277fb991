// Writes a plan in slices of their own transactions; the last one moves the run on, so a half plan is never acted upon.
import { type Disposition, summarise } from '../../domain/plan/plan.ts';
import type { Outcome } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import { StoreStateError } from '../errors.ts';
import { writeJson } from '../json-text.ts';
import { entryColumns, type PlacedEntry, personColumns, placeEntries } from '../placed-entries.ts';
import type { RunRecords } from '../runs.ts';
import { cutSlices, forEachSlice, repeatUntilNone, sliceRows } from '../slices.ts';
import type { Rows } from '../tables.ts';
import type { WritingThread } from '../thread.ts';
import { auditPlan } from './audit-run.ts';
import { forgetNewcomers } from './newcomers.ts';
import { removeUnknown, saveUnknown, writeUnknownSlice } from './unknowns.ts';

type PlanInput = Parameters<RunRecords['savePlan']>[0];

/** Some entries of a plan, as they may be handed to another thread. */
export interface PlanSlice {
  readonly runId: number;
  readonly slice: readonly PlacedEntry[];
  readonly madeAt: Instant;
}

/** Below this starting a thread costs more than it saves. */
const entriesWorthAThread = 2_000;

/** Half a plan is nobody's: its slices need not be on the disk before the commit that moves the run on. */
export async function savePlan(rows: Rows, input: PlanInput, thread: WritingThread | null): Promise<void> {
  const { runId, madeAt } = input;
  await requirePlanning(rows, runId);
  const placed = placeEntries(input);
  await removeEarlierAttempt(rows, runId);
  const elsewhere = placed.length < entriesWorthAThread ? null : thread;
  await forEachSlice(placed, (slice) => {
    const part: PlanSlice = { runId, slice, madeAt };
    return elsewhere === null ? writePlanSlice(rows, part) : elsewhere.run({ kind: 'plan', part });
  });
  const { unknown } = input;
  if (unknown !== undefined) {
    const other = unknown.users.length < entriesWorthAThread ? null : thread;
    await saveUnknown(rows, { runId, unknown }, (part) =>
      other === null ? writeUnknownSlice(rows, part) : other.run({ kind: 'unknown', part }),
    );
  }
  await rows.transaction().execute((transaction) => concludePlan(transaction, input));
}

/** Writes all of the slice in one transaction, or nothing. */
export function writePlanSlice(rows: Rows, part: PlanSlice): Promise<void> {
  return rows.transaction().execute((transaction) => insertEntries(transaction, part));
}

async function requirePlanning(rows: Rows, runId: number): Promise<void> {
  const run = await rows.selectFrom('runs').select('state').where('id', '=', runId).executeTakeFirst();
  if (run?.state !== 'planning') throw new StoreStateError(`Run ${runId} is not being planned.`);
}

async function removeEarlierAttempt(rows: Rows, runId: number): Promise<void> {
  await removeUnknown(rows, runId);
  const removeRows = 5_000;
  const ofRun = (table: 'run_steps' | 'run_entries') =>
    rows.selectFrom(table).select('id').where('run_id', '=', runId).limit(removeRows);
  await repeatUntilNone(async () => {
    const removed = await rows.deleteFrom('run_steps').where('id', 'in', ofRun('run_steps')).executeTakeFirst();
    return Number(removed.numDeletedRows);
  });
  await repeatUntilNone(() =>
    rows.transaction().execute(async (transaction) => {
      const entries = ofRun('run_entries').orderBy('id');
      await transaction.deleteFrom('run_people').where('entry_id', 'in', entries).execute();
      const removed = await transaction.deleteFrom('run_entries').where('id', 'in', entries).executeTakeFirst();
      return Number(removed.numDeletedRows);
    }),
  );
}

async function insertEntries(rows: Rows, { runId, slice, madeAt }: PlanSlice): Promise<void> {
  const inserted = await rows
    .insertInto('run_entries')
    .values(slice.map((placed) => ({ run_id: runId, ...entryColumns(placed) })))
    .returning(['id', 'position'])
    .execute();
  const idAt = new Map(inserted.map((row) => [row.position, row.id]));
  const withIds = slice.map((placed) => ({ ...placed, entryId: idAt.get(placed.position) ?? -1 }));
  await rows
    .insertInto('run_people')
    .values(withIds.map(({ entryId, ...placed }) => ({ entry_id: entryId, run_id: runId, ...personColumns(placed) })))
    .execute();
  const steps = withIds.flatMap(({ entryId, entry }) =>
    entry.steps.map(({ change, disposition }, position) => {
      const outcome = outcomeOfDisposition(disposition);
      return {
        run_id: runId,
        entry_id: entryId,
        position,
        change: writeJson(change),
        disposition: writeJson(disposition),
        outcome: outcome === null ? null : writeJson(outcome),
        outcome_kind: outcome?.kind ?? null,
        finished_at: outcome === null ? null : madeAt,
      };
    }),
  );
  for (const some of cutSlices(steps, sliceRows)) await rows.insertInto('run_steps').values(some).execute();
}

/** What is never attempted has its outcome at once, so that counts are total; null for what is still to be done. */
function outcomeOfDisposition(disposition: Disposition): Outcome | null {
  return disposition.kind === 'planned' ? null : disposition;
}

async function concludePlan(rows: Rows, input: PlanInput): Promise<void> {
  const { runId, plan, digest, refusals, madeAt, to, ending } = input;
  const moved = await rows
    .updateTable('runs')
    .set({ state: to, ...(ending === undefined ? {} : { ending }) })
    .where('id', '=', runId)
    .where('state', '=', 'planning')
    .returning('id')
    .executeTakeFirst();
  if (moved === undefined) throw new StoreStateError(`Run ${runId} is not being planned any more.`);
  await forgetNewcomers(rows, runId);
  const summary = summarise(plan);
  await rows
    .insertInto('plans')
    .values({
      run_id: runId,
      snapshot_id: plan.snapshotId,
      digest,
      made_at: madeAt,
      summary: writeJson(summary),
      unknown_by_reason: writeJson(plan.unknownByReason),
      refusals: writeJson(refusals),
    })
    .execute();
  const { planned } = summary;
  await auditPlan(rows, { runId, at: madeAt, digest, planned, refusals: refusals.length });
}
