// Cuts long work into slices and lets everything else run in between, so that no request waits for a bulk write.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows of one multi-row statement: small enough for the bind limits (32,766 and 65,535) of both engines. */
export const sliceRows = 500;

export function* cutSlices<Item>(items: readonly Item[], size: number = sliceRows): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Lets others go first; a turn of the event loop unless there is more to wait for. */
export type Rest = () => Promise<unknown>;

/** Does the work slice by slice, in order, with a rest after each. */
export async function forEachSlice<Item>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => Promise<unknown>,
  { size = sliceRows, rest = nextTurn }: { readonly size?: number; readonly rest?: Rest } = {},
): Promise<void> {
  for (const slice of cutSlices(items, size)) {
    await work(slice);
    await rest();
  }
}

/** Repeats a step that says how many rows it took, with a rest after each, until it takes none. */
export async function repeatUntilNone(step: () => Promise<number>, rest: Rest = nextTurn): Promise<void> {
  while ((await step()) > 0) await rest();
}
