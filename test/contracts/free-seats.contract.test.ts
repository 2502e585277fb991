// What is promised of free seats, over SQLite and a real PostgreSQL alike: none twice, and none while nobody knows.
import { describe, expect, it } from 'vitest';
import { goLive, readSeats, startTogether, takeLicenceOf } from '../support/last-seat.ts';
import { giveStores, later } from './store/given.ts';

describe.each(['sqlite', 'postgres'] as const)('a seat of the licence on %s', (engine) => {
  const given = giveStores(engine);

  it('is given to one of two who press their links at the same moment, though both were told that it is free', async () => {
    const { store } = given();
    await goLive(store);
    const links = [await takeLicenceOf(store, 'ada'), await takeLicenceOf(store, 'bob')];
    await readSeats(store, { free: 1, startedAt: later(10) });
    const together = startTogether(store, links.length);
    const states = await Promise.all(links.map(({ press }) => press(together)));
    expect(states.sort()).toEqual(['done', 'no-seat']);
    expect(await store.runs.list({ trigger: 'undo', limit: 5, before: null })).toHaveLength(1);
  });
});
