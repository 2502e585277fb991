// Takes a person out of plans, timelines and tasks: before-images, traces and names go, hashes, steps and outcomes stay.
import type { Instant, UserKey } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import type { Rows } from '../tables.ts';
import { keysInPlans } from './keys.ts';

interface Input {
  readonly person: Pick<KnownPerson, 'userKey' | 'names'>;
  readonly at: Instant;
  readonly keptDays: number;
}

export async function eraseFromPlans(rows: Rows, { person, at, keptDays }: Input): Promise<Record<string, number>> {
  if (person.userKey === null) return {};
  const userKey = person.userKey as UserKey;
  const userKeys = keysInPlans(userKey, person.names);
  await markDecidable(rows, { userKeys, at, keptDays });
  const entries = rows.selectFrom('run_people').select('entry_id').where('user_key', 'in', userKeys);
  const created = await rows
    .deleteFrom('run_created')
    .where((when) => when.or([when('user_key', '=', userKey), when('entry_id', 'in', entries)]))
    .executeTakeFirst();
  const tasks = rows.selectFrom('hand_over_people').select('hand_over_id').where('user_key', 'in', userKeys);
  await rows
    .updateTable('hand_overs')
    .set({ closed_at: at, closed_because: 'user-is-gone' })
    .where('id', 'in', tasks)
    .where('closed_at', 'is', null)
    .execute();
  const counts: Record<string, number> = { run_created: Number(created.numDeletedRows) };
  for (const table of [
    'run_people',
    'run_unknowns',
    'simulation_people',
    'hand_over_people',
    'stage_standings',
  ] as const) {
    const gone = await rows.deleteFrom(table).where('user_key', 'in', userKeys).executeTakeFirst();
    counts[table] = Number(gone.numDeletedRows);
  }
  return counts;
}

/** A plan that could still be approved or carried out would be acted upon with a gap: it is laid aside for good. */
async function markDecidable(
  rows: Rows,
  { userKeys, at, keptDays }: { userKeys: readonly UserKey[]; at: Instant; keptDays: number },
): Promise<void> {
  const plans = await rows
    .selectFrom('run_people as person')
    .innerJoin('runs', 'runs.id', 'person.run_id')
    .leftJoin('run_decisions as decision', 'decision.run_id', 'runs.id')
    .select('runs.id')
    .where('person.user_key', 'in', userKeys)
    .where('decision.run_id', 'is', null)
    .where((when) => when.or([when('runs.ending', '=', 'quarantined'), when('runs.mode', '=', 'test')]))
    .execute();
  for (const { id } of plans) {
    const mark = { run_id: id, at, kept_days: keptDays };
    await rows
      .insertInto('run_erasures')
      .values(mark)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
