// How long a run has been waiting: by looks that follow each other, and not by time in which nobody looked.
import { expect, it } from 'vitest';
import { now } from '../../../test/support/people.ts';
import { countWaiting } from './waiting.ts';

function count(unseen: 'begins-anew' | 'goes-on' = 'begins-anew') {
  let nowMs = Date.parse(now);
  const waiting = countWaiting({ now: () => new Date(nowMs).toISOString() }, unseen);
  const lookAfter = (ms: number) => {
    nowMs += ms;
    return waiting.waitedMs(1);
  };
  return { ...waiting, lookAfter };
}

const hourMs = 3_600_000;

it('adds up from look to look, whatever lies between them being minutes', () => {
  const { lookAfter } = count();
  expect([0, 30_000, 240_000].map(lookAfter)).toEqual([0, 30_000, 270_000]);
});

it('begins anew after time in which nobody looked: quiet times, a pause and a stop are no waiting', () => {
  const { lookAfter } = count();
  expect([0, 30_000, 14 * hourMs, 30_000].map(lookAfter)).toEqual([0, 30_000, 0, 30_000]);
});

it('goes on after such a time where the same is waited for, with minutes of it at most', () => {
  const { lookAfter } = count('goes-on');
  expect([0, 30_000, 14 * hourMs, 30_000].map(lookAfter)).toEqual([0, 30_000, 330_000, 360_000]);
});

it('adds nothing for a clock that is set back', () => {
  const { lookAfter } = count();
  expect([0, 30_000, -14 * hourMs, 30_000].map(lookAfter)).toEqual([0, 30_000, 30_000, 60_000]);
});

it('counts each run by itself, and from the beginning once it stopped waiting', () => {
  const { lookAfter, waitedMs, stop } = count();
  lookAfter(0);
  lookAfter(30_000);
  expect(waitedMs(2)).toBe(0);
  stop(1);
  expect([0, 30_000].map(lookAfter)).toEqual([0, 30_000]);
});
