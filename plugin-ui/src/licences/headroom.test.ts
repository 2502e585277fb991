// Tests what is said of the time that free seats buy, and of the days before a renewal.
import { describe, expect, it } from 'vitest';
import { monthsLeft, opensAt } from './headroom.ts';

describe('the seats that are free', () => {
  it.each([
    [{ seats: 940, most: 1_000, perMonth: 10 }, 6],
    [{ seats: 941, most: 1_000, perMonth: 10 }, 5],
    [{ seats: 1_000, most: 1_000, perMonth: 0.5 }, 0],
  ])('last so many whole months at the pace of the past: %o', (headroom, months) => {
    expect(monthsLeft(headroom)).toBe(months);
  });

  it.each([
    ['nobody tells the seats', { seats: null, most: 1_000, perMonth: 10 }],
    ['nobody tells a limit', { seats: 940, most: null, perMonth: 10 }],
    ['there are no more of them each month', { seats: 940, most: 1_000, perMonth: 0 }],
    ['there are fewer of them each month', { seats: 940, most: 1_000, perMonth: -4 }],
    ['the limit is passed already', { seats: 1_001, most: 1_000, perMonth: 10 }],
  ])('have no end that could be named where %s', (_why, headroom) => {
    expect(monthsLeft(headroom)).toBeNull();
  });
});

it('counts the days before a renewal over the end of a year and a leap day', () => {
  expect([opensAt('2027-03-31'), opensAt('2028-03-31')]).toEqual(['2026-12-31', '2028-01-01']);
});
