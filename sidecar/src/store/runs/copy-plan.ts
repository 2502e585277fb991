// Copies a held plan to the run that was approved for it: the same people, salts, steps and digest, nothing selected again.
import { sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import { StoreStateError } from '../errors.ts';
import { writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';
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
    select copy.run_id, copy.id, step.position, step.change, step.disposition, step.outcome, step.outcome_kind, step.finished_at
    from run_steps step
    join run_entries entry on entry.id = step.entry_id
    join run_entries copy on copy.run_id = ${to} and copy.position = entry.position
    where step.run_id = ${from}`.execute(rows);
  await copyUnknown(rows, { from, to });
  const plan = await rows.selectFrom('plans').selectAll().where('run_id', '=', from).executeTakeFirst();
  if (plan === undefined) throw new StoreStateError(`Run ${from} has no plan to be copied.`);
  await rows
    .insertInto('plans')
    .values({ ...plan, run_id: to, snapshot_id: snapshotId, made_at: madeAt, refusals: writeJson([]) })
    .execute();
}
