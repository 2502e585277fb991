// Cuts long work into slices and lets everything else run in between, so that no request waits for a bulk write.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows of one multi-row statement: small enough for the bind limits (32,766 and 65,535) of both engines. */
export const sliceRows = 500;

export function* cutSlices<Item>(items: readonly Item[], size: number = sliceRows): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Does the work slice by slice, in order, with a turn of the event loop after each. */
export async function forEachSlice<Item>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => Promise<unknown>,
  size: number = sliceRows,
): Promise<void> {
  for (const slice of cutSlices(items, size)) {
    await work(slice);
    await nextTurn();
  }
}

/** Repeats a step that says how many rows it took, with a turn of the event loop after each, until it takes none. */
export async function repeatUntilNone(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0) await nextTurn();
}
