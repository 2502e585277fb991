// Takes a person out of plans, timelines and tasks: before-images, traces and names go, hashes, steps and outcomes stay.
import type { Instant, UserKey } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';
import type { PlanPlace } from './plan-places.ts';

interface Input {
  readonly person: Pick<KnownPerson, 'userKey'>;
  readonly places: readonly PlanPlace[];
  readonly at: Instant;
  readonly keptDays: number;
}

export async function eraseFromPlans(
  rows: Rows,
  { person, places, at, keptDays }: Input,
): Promise<Record<string, number>> {
  if (person.userKey === null) return {};
  const userKey = person.userKey as UserKey;
  await markDecidable(rows, { places, at, keptDays });
  const counts: Record<string, number> = { ...(await erasePlaces(rows, places)) };
  const tasks = rows.selectFrom('hand_over_people').select('hand_over_id').where('user_key', '=', userKey);
  await rows
    .updateTable('hand_overs')
    .set({ closed_at: at, closed_because: 'user-is-gone' })
    .where('id', 'in', tasks)
    .where('closed_at', 'is', null)
    .execute();
  for (const table of ['run_unknowns', 'simulation_people', 'hand_over_people', 'stage_standings'] as const) {
    const gone = await rows.deleteFrom(table).where('user_key', '=', userKey).executeTakeFirst();
    counts[table] = Number(gone.numDeletedRows);
  }
  return counts;
}

async function erasePlaces(
  rows: Rows,
  places: readonly PlanPlace[],
): Promise<{ run_created: number; run_people: number }> {
  const counts = { run_created: 0, run_people: 0 };
  for (const some of cutSlices(places.map(({ entryId }) => entryId))) {
    for (const table of ['run_created', 'run_people'] as const) {
      const gone = await rows.deleteFrom(table).where('entry_id', 'in', some).executeTakeFirst();
      counts[table] += Number(gone.numDeletedRows);
    }
  }
  return counts;
}

/** A plan that could still be approved or carried out would be acted upon with a gap: it is laid aside for good. */
async function markDecidable(rows: Rows, { places, at, keptDays }: Omit<Input, 'person'>): Promise<void> {
  for (const some of cutSlices([...new Set(places.map(({ runId }) => runId))])) {
    const plans = await rows
      .selectFrom('runs')
      .leftJoin('run_decisions as decision', 'decision.run_id', 'runs.id')
      .select('runs.id')
      .where('runs.id', 'in', some)
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
}
