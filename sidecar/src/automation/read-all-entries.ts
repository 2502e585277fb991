// All users of a run's plan, page by page, in the order of the plan.
import type { StoredEntry } from '../store/runs.ts';
import type { Store } from '../store/store.ts';

const entriesPerPage = 200;

export async function* readAllEntries(
  store: { readonly runs: Pick<Store['runs'], 'entries'> },
  runId: number,
): AsyncGenerator<StoredEntry> {
  for (let after = 0; ; ) {
    const page = await store.runs.entries({ runId, after, limit: entriesPerPage });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < entriesPerPage) return;
    after = last.personId;
  }
}
