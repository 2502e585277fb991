// Who came back after their access was taken: seen, given back by hand, or not known because nobody looked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReturns, judgeReturn, type Return } from './regret.ts';

const start = Date.UTC(2026, 0, 1);
const day = (n: number) => new Date(start + n * 86_400_000).toISOString();
const judge = (facts: { given?: number; seen?: number; now?: number; readings?: readonly number[] }) =>
  judgeReturn({
    doneAt: day(0),
    givenBackAt: facts.given === undefined ? null : day(facts.given),
    seenUndoneAt: facts.seen === undefined ? null : day(facts.seen),
    withinDays: 14,
    now: day(facts.now ?? 60),
    readings: (facts.readings ?? []).map(day),
  });

describe('whether somebody came back within 14 days', () => {
  it.each([
    ['a reading showed it on day 9', { seen: 9 }, 'back'],
    ['a run of ours gave it back on day 3', { given: 3 }, 'back'],
    ['the days are not over', { now: 13, readings: [1, 2] }, 'too-early'],
    ['a reading after the days showed nothing', { readings: [15] }, 'stayed'],
    ['a run of ours gave it back only later', { given: 20 }, 'stayed'],
    ['it was seen undone later, and a reading between showed nothing', { seen: 20, readings: [16, 20] }, 'stayed'],
    ['it was seen undone later, and nobody looked between', { seen: 20, readings: [2, 20] }, 'unknown'],
    ['nobody looked since', { readings: [1, 13] }, 'unknown'],
    ['somebody looked only when nothing was looked for any more', { readings: [31] }, 'unknown'],
  ] as const)('where %s is told as it is', (_, facts, expected) => {
    expect(judge(facts)).toBe(expected);
  });
});

describe('the regret rate', () => {
  it('is of those known either way, and none where nobody is', () => {
    expect(countReturns([['back'], ['stayed'], ['stayed', 'back'], ['stayed'], ['unknown'], ['too-early']])).toEqual({
      users: 6,
      back: 2,
      stayed: 2,
      tooEarly: 1,
      unknown: 1,
      rate: 0.5,
    });
    expect(countReturns([['unknown']]).rate).toBeNull();
  });

  it('counts every user once, and nobody unknown as one who stayed', () => {
    const one = fc.constantFrom<Return>('back', 'stayed', 'too-early', 'unknown');
    fc.assert(
      fc.property(fc.array(fc.array(one, { minLength: 1 })), (users) => {
        const found = countReturns(users);
        expect(found.back + found.stayed + found.tooEarly + found.unknown).toBe(users.length);
        expect(found.users).toBe(users.length);
        expect(found.stayed).toBe(users.filter((some) => some.every((word) => word === 'stayed')).length);
      }),
    );
  });
});
