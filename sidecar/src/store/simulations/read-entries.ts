// Reads the users of a simulation page by page; one that is not written whole shows none.
import { readJson } from '../json-text.ts';
import type { SimulatedEntry, SimulatedEntryQuery } from '../simulations.ts';
import type { Rows } from '../tables.ts';

export async function readSimulatedEntries(rows: Rows, query: SimulatedEntryQuery): Promise<SimulatedEntry[]> {
  const { simulationId, fate, userKeys, after, limit } = query;
  if (userKeys?.length === 0) return [];
  let page = rows
    .selectFrom('simulation_entries as entry')
    .innerJoin('simulations', 'simulations.id', 'entry.simulation_id')
    .innerJoin('simulation_people as person', 'person.entry_id', 'entry.id')
    .select(['entry.id', 'entry.fate', 'entry.steps', 'entry.notes', 'person.user_key', 'person.username'])
    .select(['person.display_name', 'person.before_image', 'person.trace'])
    .where('simulations.complete', '=', 1)
    .where('entry.simulation_id', '=', simulationId)
    .where('entry.id', '>', after)
    .orderBy('entry.id')
    .limit(limit);
  if (fate !== undefined) page = page.where('entry.fate', '=', fate);
  if (userKeys !== undefined) page = page.where('person.user_key', 'in', userKeys);
  return (await page.execute()).map((row) => ({
    personId: row.id,
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    fate: row.fate,
    before: readJson(row.before_image),
    trace: readJson(row.trace),
    steps: readJson(row.steps),
    notes: readJson(row.notes),
  }));
}
