// Decisions about held plans: one for each run, written together with the run that an approval begins.
import type { Run } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import { noteActor } from '../actors.ts';
import { appendAudit } from '../audit/append.ts';
import type { RunRequest } from '../policies.ts';
import type { Rows } from '../tables.ts';
import { insertRun } from './run-rows.ts';

export interface Decision {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | null;
  readonly nextRunId: number | null;
  /** Set where the approval is that of a second administrator. */
  readonly secondPerson: SecondPerson | null;
}

/** What a second administrator approved: exactly this digest, which another administrator had asked for. */
export interface SecondPerson {
  readonly digest: string;
  readonly askedBy: string;
}

/** `decided`: somebody was faster; `overlap`: the policy has an open run, and nothing is decided. */
export type DecisionResult =
  | { readonly kind: 'written'; readonly run: Run | null }
  | { readonly kind: 'decided' }
  | { readonly kind: 'overlap' };

export interface DecisionInput {
  readonly runId: number;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string | null;
  /** Null rejects. */
  readonly next: RunRequest | null;
  /** Absent where the plan takes no second administrator. */
  readonly secondPerson?: SecondPerson;
  /** Absent where the whole plan is carried out at once. */
  readonly waves?: { readonly users: number; readonly nextAt: Instant; readonly expiresAt: Instant };
}

export class OverlappingRun extends Error {
  constructor() {
    super('The policy has an open run.');
    this.name = 'OverlappingRun';
  }
}

/** Call it within a transaction; it throws `OverlappingRun` so that the transaction leaves nothing behind. */
export async function writeDecision(rows: Rows, input: DecisionInput): Promise<DecisionResult> {
  const written = await rows
    .insertInto('run_decisions')
    .values({
      run_id: input.runId,
      decision: input.next === null ? 'rejected' : 'approved',
      actor: await noteActor(rows, input.by),
      at: input.at,
      reason: input.reason,
      next_run: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('run_id')
    .executeTakeFirst();
  if (written === undefined) return { kind: 'decided' };
  if (input.next === null) {
    await auditDecision(rows, input, null);
    return { kind: 'written', run: null };
  }
  const run = await insertRun(rows, input.next);
  if (run === null) throw new OverlappingRun();
  await rows.updateTable('run_decisions').set({ next_run: run.id }).where('run_id', '=', input.runId).execute();
  if (input.waves !== undefined) {
    const { users, nextAt, expiresAt } = input.waves;
    const times = { next_at: nextAt, expires_at: expiresAt, last_run: run.id };
    await rows
      .insertInto('run_waves')
      .values({ run_id: input.runId, users, ...times })
      .execute();
  }
  if (input.secondPerson !== undefined) {
    const { digest, askedBy } = input.secondPerson;
    const asked_by = await noteActor(rows, askedBy);
    await rows.insertInto('run_second_persons').values({ run_id: input.runId, digest, asked_by }).execute();
  }
  await auditDecision(rows, input, run.id);
  return { kind: 'written', run };
}

/** Names the digest of exactly the plan that was decided about. */
async function auditDecision(rows: Rows, input: DecisionInput, next: number | null): Promise<void> {
  const { runId: run, at, by: actor, waves } = input;
  const plan = await rows.selectFrom('plans').select('digest').where('run_id', '=', run).executeTakeFirst();
  const digest = plan?.digest ?? null;
  const event = next === null ? 'run.rejected' : 'run.approved';
  const more = { ...(next === null ? {} : { next }), ...(waves === undefined ? {} : { usersADay: waves.users }) };
  await appendAudit(rows, { at, actor, event, details: { run, digest, ...more } });
}

export async function readDecision(rows: Rows, runId: number): Promise<Decision | null> {
  const row = await rows
    .selectFrom('run_decisions')
    .innerJoin('actors', 'actors.id', 'run_decisions.actor')
    .leftJoin('run_second_persons as second', 'second.run_id', 'run_decisions.run_id')
    .leftJoin('actors as asker', 'asker.id', 'second.asked_by')
    .selectAll('run_decisions')
    .select(['actors.username', 'second.digest', 'asker.username as asked_by'])
    .where('run_decisions.run_id', '=', runId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const secondPerson = row.digest === null ? null : { digest: row.digest, askedBy: row.asked_by ?? '' };
  return {
    decision: row.decision,
    by: row.username,
    at: row.at,
    reason: row.reason,
    nextRunId: row.next_run,
    secondPerson,
  };
}
