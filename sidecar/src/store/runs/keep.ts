// Keeps runs: the record keeper behind `RunRecords`. Every move of a run is one conditional statement.

import type { JournalSeal } from '../../audit/journal.ts';
import { isOpen } from '../../domain/run.ts';
import { noteActor } from '../actors.ts';
import type { Database } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import { openHandOvers } from '../hand-overs/open.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { RunRecords } from '../runs.ts';
import { cutSlices } from '../slices.ts';
import { moveStandings } from '../stages/move.ts';
import type { Rows } from '../tables.ts';
import type { WritingThread } from '../thread.ts';
import { auditEnd, auditStart, sealJournal } from './audit-run.ts';
import { countCreatedUsers, readChangedUsers } from './changed-users.ts';
import { copyPlan } from './copy-plan.ts';
import { OverlappingRun, readDecision, writeDecision } from './decisions.ts';
import { readDistinctChanges } from './distinct-changes.ts';
import { readLastPopulation, readPlannedBefore, readProgress } from './history.ts';
import { claimRun, releaseLease, renewLease } from './lease.ts';
import { listRuns } from './list-runs.ts';
import { noteMissing, readMissing } from './missing.ts';
import { forgetNewcomers, noteCreated, readNewcomers } from './newcomers.ts';
import { readStepsOfUser } from './of-user.ts';
import { keepPauses } from './pause.ts';
import { countOutcomes, readEntries, readPlan } from './read-plan.ts';
import { readSealed } from './read-sealed.ts';
import { readRecent } from './recent.ts';
import { getRun, insertRun, readWishes } from './run-rows.ts';
import { savePlan } from './save-plan.ts';
import { readUnknown } from './unknowns.ts';
import { readUnseen } from './unseen.ts';

/** Where there is a thread that can write, large plans are written by it. */
export function keepRuns({ writes, reads }: Database, thread: WritingThread | null): RunRecords {
  return {
    request: (request) => writes.transaction().execute((transaction) => insertRun(transaction, request)),
    get: (runId) => getRun(reads, runId),
    wishes: (runId) => readWishes(reads, runId),
    list: (query) => listRuns(reads, query),
    recent: (query) => readRecent(reads, query),
    claim: (input) => claimRun(writes, input),
    renewLease: (input) => renewLease(writes, input),
    releaseLease: (runId, holder) => releaseLease(writes, runId, holder),
    advance: (input) => writes.transaction().execute((transaction) => advanceRun(transaction, input)),
    async requestCancel(runId, by) {
      await writes.transaction().execute(async (transaction) => {
        const actor = await noteActor(transaction, by);
        await transaction
          .updateTable('runs')
          .set({ cancel_actor: actor })
          .where('id', '=', runId)
          .where('state', '<>', 'finished')
          .where('cancel_actor', 'is', null)
          .execute();
      });
      const run = await getRun(writes, runId);
      return run !== null && isOpen(run) ? run : null;
    },
    hold: (input) => writes.transaction().execute((transaction) => holdRun(transaction, input)),
    ...keepPauses({ writes }),
    savePlan: (input) => savePlan(writes, input, thread),
    copyPlan: (copy) => writes.transaction().execute((transaction) => copyPlan(transaction, copy)),
    async decide(input) {
      try {
        return await writes.transaction().execute((transaction) => writeDecision(transaction, input));
      } catch (error) {
        if (error instanceof OverlappingRun) return { kind: 'overlap' };
        throw error;
      }
    },
    decision: (runId) => readDecision(reads, runId),
    newcomers: (runId) => readNewcomers(reads, runId),
    noteMissing: (input) => noteMissing(writes, input),
    missing: (runId) => readMissing(reads, runId),
    noteCreated: (input) => noteCreated(writes, input),
    plan: (runId) => readPlan(reads, runId),
    changes: (query) => readDistinctChanges(reads, query),
    sealed: (query) => readSealed(reads, query),
    entries: (query) => readEntries(reads, query),
    ofUser: (query) => readStepsOfUser(reads, query),
    unseen: (query) => readUnseen(reads, query),
    unknown: (query) => readUnknown(reads, query),
    plannedBefore: (query) => readPlannedBefore(reads, query),
    lastPopulation: () => readLastPopulation(reads),
    changedUsers: (query) => readChangedUsers(reads, query),
    createdUsers: (since) => countCreatedUsers(reads, since),
    progress: (runId) => readProgress(reads, runId),
    counts: (runId) => countOutcomes(reads, runId),
    async finish(input) {
      // Nothing is added to the journal of a run that is reporting: it may be read before the short transaction.
      const journal = await sealJournal(reads, input.runId);
      await writes.transaction().execute((transaction) => finishRun(transaction, input, journal));
    },
    async report(runId) {
      const row = await reads.selectFrom('run_reports').select('report').where('run_id', '=', runId).executeTakeFirst();
      return row === undefined ? null : readJson(row.report);
    },
  };
}

async function holdRun(rows: Rows, { runId, refusal, at }: Parameters<RunRecords['hold']>[0]): Promise<void> {
  const moved = await advanceRun(rows, { runId, from: 'executing', to: 'reporting', at, ending: 'quarantined' });
  const plan = moved ? await readPlan(rows, runId) : null;
  if (plan === null) throw new StoreStateError(`Run ${runId} has no plan that is being executed.`);
  const refusals = writeJson([...plan.refusals, refusal]);
  await rows.updateTable('plans').set({ refusals }).where('run_id', '=', runId).execute();
}

async function advanceRun(rows: Rows, input: Parameters<RunRecords['advance']>[0]): Promise<boolean> {
  const { runId, from, to, at, ending, failure, snapshotId } = input;
  const moved = await rows
    .updateTable('runs')
    .set((set) => ({
      state: to,
      started_at: set.fn.coalesce('started_at', set.val(at)),
      ...(ending === undefined ? {} : { ending }),
      ...(failure === undefined ? {} : { failure }),
      ...(snapshotId === undefined ? {} : { snapshot_id: snapshotId }),
      ...(to === 'finished' ? { finished_at: at, lease_holder: null, lease_until: null } : {}),
    }))
    .where('id', '=', runId)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst();
  if (moved !== undefined && from === 'requested') await auditStart(rows, { runId, at });
  return moved !== undefined;
}

/** Repeating it changes nothing: the first end is the end. */
async function finishRun(rows: Rows, input: Parameters<RunRecords['finish']>[0], journal: JournalSeal): Promise<void> {
  const { runId, at, report, mails, handOvers = [], standings = [], forDigest = false } = input;
  const ended = await rows
    .updateTable('runs')
    .set({ state: 'finished', finished_at: at, lease_holder: null, lease_until: null })
    .where('id', '=', runId)
    .where('state', '=', 'reporting')
    .returning(['id', 'policy_id'])
    .executeTakeFirst();
  if (ended === undefined) return requireFinished(rows, runId);
  await rows
    .insertInto('run_reports')
    .values({ run_id: runId, report: writeJson(report) })
    .execute();
  await forgetNewcomers(rows, runId);
  await openHandOvers(rows, { runId, at, items: handOvers });
  await moveStandings(rows, { runId, policyId: ended.policy_id, at, moves: standings });
  for (const some of cutSlices(mails)) {
    await rows
      .insertInto('mails')
      .values(
        some.map((mail) => ({
          run_id: runId,
          kind: mail.kind,
          recipient: mail.to,
          state: 'waiting' as const,
          attempts: 0,
          next_attempt_at: at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (forDigest) {
    const waiting = { run_id: runId, policy_id: ended.policy_id, finished_at: at, digest_id: null };
    await rows.insertInto('digest_runs').values(waiting).execute();
  }
  await auditEnd(rows, { runId, at, report, journal });
}

async function requireFinished(rows: Rows, runId: number): Promise<void> {
  const run = await rows.selectFrom('runs').select('state').where('id', '=', runId).executeTakeFirst();
  if (run?.state !== 'finished') throw new StoreStateError(`Run ${runId} has no report to write yet.`);
}
