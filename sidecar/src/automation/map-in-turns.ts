// Long reckoning in slices, with a turn of the event loop after each: whoever asks for a page meanwhile gets an answer.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What takes some milliseconds when a plan is made. */
const itemsPerTurn = 250;

/** Maps slice by slice, in order; the results are those of one mapping of everything. */
export async function flatMapInTurns<Item, Result>(
  items: readonly Item[],
  map: (slice: readonly Item[]) => readonly Result[],
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += itemsPerTurn) {
    results.push(...map(items.slice(start, start + itemsPerTurn)));
    await nextTurn();
  }
  return results;
}
