// Copies a held plan to the run that was approved for it: the same people, salts, steps and digest, nothing selected again.
import { sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import { StoreStateError } from '../errors.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';
import { doneEarlier, findPlannedRun, takenPositions } from '../waves/left.ts';
import { auditPlan } from './audit-run.ts';
import { copyUnknown } from './unknowns.ts';

export interface PlanCopy {
  readonly from: number;
  readonly to: number;
  /** The readings the approved run acts by. */
  readonly snapshotId: number;
  readonly madeAt: Instant;
}

/** Call it within a transaction, for a run that is being planned and has no plan yet. Moves the run on to `executing`. */
export async function copyPlan(rows: Rows, { from, to, snapshotId, madeAt }: PlanCopy): Promise<void> {
  const plannedRun = await findPlannedRun(rows, from);
  const moved = await rows
    .updateTable('runs')
    .set({ state: 'executing' })
    .where('id', '=', to)
    .where('state', '=', 'planning')
    .returning('id')
    .executeTakeFirst();
  if (moved === undefined) throw new StoreStateError(`Run ${to} is not being planned any more.`);
  await sql`insert into run_entries (run_id, position, fate, person_hash, notes)
    select ${sql.lit(to)}, position, fate, person_hash, notes from run_entries where run_id = ${from} order by position`.execute(
    rows,
  );
  await sql`insert into run_people (entry_id, run_id, user_key, username, display_name, before_image, trace, salt)
    select copy.id, copy.run_id, person.user_key, person.username, person.display_name, person.before_image, person.trace, person.salt
    from run_people person
    join run_entries entry on entry.id = person.entry_id
    join run_entries copy on copy.run_id = ${to} and copy.position = entry.position
    where person.run_id = ${from}`.execute(rows);
  await sql`insert into run_steps (run_id, entry_id, position, change, disposition, outcome, outcome_kind, finished_at)
    select copy.run_id, copy.id, step.position, step.change, step.disposition,
      ${unlessRehearsed('outcome')}, ${unlessRehearsed('outcome_kind')}, ${unlessRehearsed('finished_at')}
    from run_steps step
    join runs source on source.id = step.run_id
    join run_entries entry on entry.id = step.entry_id
    join run_entries copy on copy.run_id = ${to} and copy.position = entry.position
    where step.run_id = ${from}`.execute(rows);
  await copyUnknown(rows, { from, to });
  if (plannedRun !== null) await putOutOfReach(rows, { from, to, plannedRun, madeAt });
  const plan = await rows.selectFrom('plans').selectAll().where('run_id', '=', from).executeTakeFirst();
  if (plan === undefined) throw new StoreStateError(`Run ${from} has no plan to be copied.`);
  await rows
    .insertInto('plans')
    .values({ ...plan, run_id: to, snapshot_id: snapshotId, made_at: madeAt, refusals: writeJson([]) })
    .execute();
  const { planned } = readJson(plan.summary);
  await auditPlan(rows, { runId: to, at: madeAt, digest: plan.digest, planned, refusals: 0, of: from });
}

/** What a rehearsal came to is no outcome of the copy: what was planned is still to be done there. */
function unlessRehearsed(column: 'outcome' | 'outcome_kind' | 'finished_at') {
  return sql`case when source.mode = 'test' and step.disposition like ${'{"kind":"planned"%'} then null else ${sql.ref(`step.${column}`)} end`;
}

interface EarlierWaves extends Omit<PlanCopy, 'snapshotId'> {
  readonly plannedRun: number;
}

/** Of a plan that is carried out in waves, everybody whom an earlier wave came to stays in it and is left alone. */
async function putOutOfReach(rows: Rows, { from, to, plannedRun, madeAt }: EarlierWaves): Promise<void> {
  await sql`update run_steps set outcome = ${doneEarlier}, outcome_kind = 'skipped', finished_at = ${madeAt}
    where run_id = ${to} and outcome is null and entry_id in (
      select id from run_entries where run_id = ${to} and position in (${takenPositions(from, plannedRun)}))`.execute(
    rows,
  );
}
