// The store's contract on lines in Confluence's own audit log: begun once, settled once.
import { expect, it } from 'vitest';
import { type Given, later, noon, requestRun } from './given.ts';

export function describeHostRecords(given: () => Given): void {
  it('lets one of several begin the line of a run, and calls what was never settled unclear', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    expect(await store.hostRecords.get(runId)).toBeNull();
    const begun = await Promise.all([1, 2, 3].map(() => store.hostRecords.begin({ runId, at: noon })));
    expect(begun.filter((one) => one)).toHaveLength(1);
    expect(await store.hostRecords.get(runId)).toEqual({ state: 'unclear', evidence: null });
  });

  it('keeps the first word about a line', async () => {
    const { store } = given();
    const { id: runId } = await requestRun(store, 'idle');
    await store.hostRecords.begin({ runId, at: noon });
    await store.hostRecords.settle({ runId, at: later(1), state: 'written', evidence: 'a → 200' });
    await store.hostRecords.settle({ runId, at: later(2), state: 'refused', evidence: 'a → 405' });
    expect(await store.hostRecords.begin({ runId, at: later(3) })).toBe(false);
    expect(await store.hostRecords.get(runId)).toEqual({ state: 'written', evidence: 'a → 200' });
  });
}
