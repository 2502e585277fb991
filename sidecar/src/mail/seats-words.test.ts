// One sentence on what a plan does to the licence, in whatever mixture.
import { describe, expect, it } from 'vitest';
import type { PlanSeats } from '../domain/licence/plan-seats.ts';
import { wordSeats } from './seats-words.ts';

const seats = (changes: Partial<PlanSeats>): PlanSeats => ({
  toldBy: 'database',
  actedUpon: 0,
  freed: 0,
  kept: 0,
  keptThrough: [],
  none: 0,
  taken: 0,
  unknown: 0,
  ...changes,
});

describe('the sentence on seats', () => {
  it('tells how many are freed, kept, and through what, and how many never had one', () => {
    const keptThrough = [
      { group: 'all-staff', users: 90 },
      { group: null, users: 6 },
    ];
    expect(wordSeats(seats({ actedUpon: 1_412, freed: 1_287, kept: 94, keptThrough, none: 31 }))).toBe(
      'By the plan, of 1,412 users 1,287 free a seat of the licence, 94 keep one through all-staff (90), by a permission of their own (6), 31 had none.',
    );
  });

  it('does not count the same users twice where all of them free a seat', () => {
    expect(wordSeats(seats({ actedUpon: 21, freed: 21 }))).toBe(
      'By the plan, all 21 users free a seat of the licence.',
    );
    expect(wordSeats(seats({ actedUpon: 1, freed: 1 }))).toBe('By the plan, the one user frees a seat of the licence.');
  });

  it('names the one group that keeps them without a number', () => {
    const one = { actedUpon: 2, freed: 1, kept: 1, keptThrough: [{ group: 'all-staff', users: 1 }] };
    expect(wordSeats(seats(one))).toBe(
      'By the plan, of 2 users 1 frees a seat of the licence, 1 keeps one through all-staff.',
    );
  });

  it('sums up groups beyond three, keeps names on one line, and says what is not known and what is taken', () => {
    const keptThrough = ['a', 'b\r\nc', 'd', 'e', 'f'].map((group) => ({ group, users: 1 }));
    expect(wordSeats(seats({ actedUpon: 9, kept: 5, keptThrough, taken: 1, unknown: 3 }))).toBe(
      'By the plan, of 9 users none free a seat of the licence, 5 keep one through a (1), through b c (1), through d (1), through 2 more, 1 takes a seat, for 3 it is not known.',
    );
  });

  it.each([
    ['declared', 'by the licence groups that were declared'],
    ['assumed', 'assuming that only confluence-users gives a seat: nobody told'],
  ] as const)('says when it rests on groups that are %s', (toldBy, words) => {
    expect(wordSeats(seats({ actedUpon: 1, freed: 1, toldBy }))).toContain(` (${words}).`);
  });

  it('is left out where nobody is acted upon or nothing is known of the licence', () => {
    expect(wordSeats(seats({}))).toBeNull();
    expect(wordSeats(null)).toBeNull();
    expect(wordSeats(undefined)).toBeNull();
  });
});
