// The table of tiers: what it takes to get one tier down, and tables that make no sense.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviseTier, findTermsFaults, type Tier } from './tiers.ts';

const table: readonly Tier[] = [
  { seats: 500, price: 10_000 },
  { seats: 2000, price: 30_000.5 },
  { seats: 5000, price: 60_000.8 },
  { seats: null, price: 90_000 },
];

describe('the table of tiers', () => {
  it('says how many seats to free for the next tier down and what it is cheaper by', () => {
    expect(adviseTier(table, { seats: 4314, most: 5000 })).toEqual({
      current: table[2],
      needed: table[2],
      nextDown: { tier: table[1], toFree: 2314, saving: 30_000.3 },
    });
  });

  it('asks for none to free where the next tier down holds everybody already', () => {
    expect(adviseTier(table, { seats: 1200, most: 5000 })).toMatchObject({ needed: table[1], nextDown: { toFree: 0 } });
  });

  it('makes nothing of a limit that is not told, and has nothing below the smallest tier', () => {
    expect(adviseTier(table, { seats: 40, most: null })).toEqual({ current: null, needed: table[0], nextDown: null });
    expect(adviseTier(table, { seats: 40, most: 500 })).toMatchObject({ current: table[0], nextDown: null });
    expect(adviseTier([], { seats: 40, most: 500 })).toEqual({ current: null, needed: null, nextDown: null });
  });

  it('takes freeing what it says to the next tier down, and one seat less does not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), (seats) => {
        const { nextDown } = adviseTier(table, { seats, most: 5000 });
        if (nextDown === null) throw new Error('There is a tier below 5000.');
        const { tier, toFree } = nextDown;
        expect(seats - toFree).toBeLessThanOrEqual(tier.seats ?? 0);
        if (toFree > 0) expect(seats - toFree + 1).toBeGreaterThan(tier.seats ?? 0);
      }),
    );
  });

  it('is refused where tiers do not ascend, follow one without a limit, or the renewal is no day', () => {
    const tiers = [500, 500, null, 700].map((seats) => ({ seats, price: 1 }));
    expect(findTermsFaults({ currency: '€', tiers, renewal: '2026-02-30' })).toEqual([
      { path: 'tiers[1].seats', message: 'must be more than in the tier before' },
      { path: 'tiers[3].seats', message: 'must not follow a tier without a limit' },
      { path: 'renewal', message: 'must be a day of the calendar, such as 2026-09-30' },
    ]);
    expect(findTermsFaults({ currency: '€', tiers: table, renewal: null })).toEqual([]);
  });
});
