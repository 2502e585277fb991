// Seats of all policies together: what is not known before or after is promised by nobody.
import { expect, it } from 'vitest';
import { seatEffect } from './together.ts';

it.each([
  ['yes', 'no', 'freed'],
  ['no', 'yes', 'taken'],
  ['yes', 'yes', 'same'],
  ['no', 'no', 'same'],
  ['yes', 'unknown', 'unknown'],
  ['unknown', 'no', 'unknown'],
] as const)('a seat that is %s before and %s after counts as %s', (seat, seatAfter, expected) => {
  expect(seatEffect({ seat, seatAfter })).toBe(expected);
  expect(seatEffect({})).toBe('unknown');
});
