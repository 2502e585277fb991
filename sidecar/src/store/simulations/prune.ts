// Forgets simulations that are old, slice by slice: withdrawn first, so that a half removed one is never shown.
import type { Instant } from '../../domain/user.ts';
import { repeatUntilNone } from '../slices.ts';
import type { Rows } from '../tables.ts';

/** Rows that one statement removes at most. */
const removeRows = 5_000;

export async function pruneSimulations(rows: Rows, before: Instant): Promise<void> {
  await rows.updateTable('simulations').set({ complete: 0 }).where('made_at', '<', before).execute();
  const old = await rows.selectFrom('simulations').select('id').where('made_at', '<', before).execute();
  for (const { id } of old) {
    await repeatUntilNone(() => removeEntries(rows, id));
    await rows.deleteFrom('simulation_missing').where('simulation_id', '=', id).execute();
    await rows.deleteFrom('simulations').where('id', '=', id).execute();
  }
  const inUse = rows.selectFrom('simulations').select('set_id').where('set_id', 'is not', null);
  const over = rows
    .selectFrom('simulation_sets')
    .select('id')
    .where('made_at', '<', before)
    .where('id', 'not in', inUse);
  await rows.deleteFrom('simulation_set_seats').where('set_id', 'in', over).execute();
  await rows.deleteFrom('simulation_sets').where('made_at', '<', before).where('id', 'not in', inUse).execute();
}

function removeEntries(rows: Rows, simulationId: number): Promise<number> {
  return rows.transaction().execute(async (transaction) => {
    const entries = transaction
      .selectFrom('simulation_entries')
      .select('id')
      .where('simulation_id', '=', simulationId)
      .orderBy('id')
      .limit(removeRows);
    await transaction.deleteFrom('simulation_people').where('entry_id', 'in', entries).execute();
    const removed = await transaction.deleteFrom('simulation_entries').where('id', 'in', entries).executeTakeFirst();
    return Number(removed.numDeletedRows);
  });
}
