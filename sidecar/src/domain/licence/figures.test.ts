// Counting seats: everybody once, each group by what it grants alone, and the host's count beside it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFacts, anyLicence, makeFacts, makeLicence } from '../../../../test/support/licences.ts';
import type { UserKey } from '../user.ts';
import { compareCounts, countSeats } from './figures.ts';
import { createSeatJudge } from './seat.ts';

const someone = (name: string, ...groups: string[]) => makeFacts(groups, { userKey: name as UserKey });

describe('the count of seats', () => {
  it('counts who is granted by two groups once, and under both groups', () => {
    const licence = makeLicence(['users', { name: 'staff', below: ['inner'], complete: true }], {
      holders: [
        { userKey: 'eve' as UserKey, certain: true },
        { userKey: 'joe' as UserKey, certain: true },
      ],
    });
    const people = [
      someone('ada', 'users', 'staff'),
      someone('bob', 'users'),
      someone('cem', 'inner'),
      someone('eve'),
      someone('joe', 'users'),
      someone('kim', 'keep'),
    ];
    expect(countSeats(licence, people)).toEqual({
      seats: 5,
      unknown: 0,
      groups: [
        { group: 'users', seats: 3, only: 1 },
        { group: 'staff', seats: 2, only: 1 },
      ],
      own: { seats: 2, only: 1 },
    });
  });

  it('says of each group how many seats would be free if it granted no more', () => {
    fc.assert(
      fc.property(anyLicence, fc.array(anyFacts, { maxLength: 6 }), (licence, people) => {
        const figures = countSeats(licence, people);
        for (const [index, { only, seats }] of figures.groups.entries()) {
          const without = { ...licence, groups: licence.groups.filter((_, place) => place !== index) };
          const judgeNow = createSeatJudge(licence);
          const judgeThen = createSeatJudge(without);
          const lost = people.filter((one) => judgeNow(one).seat === 'yes' && judgeThen(one).seat !== 'yes');
          const certain = lost.filter((one) => judgeNow(one).ownGrant === 'no');
          expect(only).toBe(certain.length);
          expect(seats).toBeGreaterThanOrEqual(only);
        }
      }),
    );
  });
});

describe("the host's count", () => {
  const counted = { seats: 90, unknown: 5, groups: [], own: { seats: 0, only: 0 } };
  const hostSays = (used: number | null) => compareCounts(counted, { used, most: null, remaining: null });

  it.each([
    ['the same', 90, 0, null],
    ['more, as many as are unknown', 95, 5, true],
    ['more than unknown users can account for', 96, 6, false],
    ['less than we read', 89, -1, false],
  ])('may be %s', (_what, used, difference, explained) => {
    expect(hostSays(used)).toEqual({ ours: 90, unknown: 5, host: used, difference, explained });
  });

  it('makes no difference where it is not told', () => {
    expect(hostSays(null)).toMatchObject({ host: null, difference: null, explained: null });
  });
});
