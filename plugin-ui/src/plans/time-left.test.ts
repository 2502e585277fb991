// A run's end is told by its own pace, and not at all before there is one.
import { expect, it } from 'vitest';
import { minutesLeft } from './time-left.ts';

const first = { atMs: 0, done: 10 };

it('goes on as fast as since somebody began to watch', () => {
  expect(minutesLeft({ first, now: { atMs: 60_000, done: 30 }, total: 90 })).toBe(3);
  expect(minutesLeft({ first, now: { atMs: 10_000, done: 89 }, total: 90 })).toBe(1);
});

it.each([
  ['nobody was done since', { atMs: 60_000, done: 10 }],
  ['it was only just looked at', { atMs: 1_000, done: 80 }],
])('is not told while %s', (_, now) => {
  expect(minutesLeft({ first, now, total: 90 })).toBeNull();
});
