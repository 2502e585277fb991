// The view of the host's token bucket: who waits, how long, and which headers count.
import { describe, expect, it } from 'vitest';
import { createBudget, readBudget } from './budget.ts';

const reading = (remaining: number) => ({ capacity: 50, remaining, fillPerMs: 10 / 1000 });

describe('the budget', () => {
  it('makes nobody wait before the host has spoken of limits', () => {
    const budget = createBudget();
    expect([budget.reserve(0), budget.reserve(0), budget.reserve(0)]).toEqual([0, 0, 0]);
  });

  it('lets the bucket be used up and spaces the rest by the fill rate', () => {
    const budget = createBudget();
    budget.reserve(0);
    budget.settle(reading(2), 0);
    expect(Array.from({ length: 5 }, () => budget.reserve(0))).toEqual([0, 0, 100, 200, 300]);
  });

  it('fills up with time, never beyond the capacity', () => {
    const budget = createBudget();
    budget.reserve(0);
    budget.settle(reading(0), 0);
    expect(budget.reserve(100)).toBe(0);
    const later = Array.from({ length: 51 }, () => budget.reserve(3_600_000));
    expect(later.slice(0, 50).every((waitMs) => waitMs === 0)).toBe(true);
    expect(later[50]).toBe(100);
  });

  it('counts requests still under way as not yet counted by the host', () => {
    const budget = createBudget();
    for (let n = 0; n < 3; n += 1) budget.reserve(0);
    budget.settle(reading(3), 0);
    expect([budget.reserve(0), budget.reserve(0)]).toEqual([0, 100]);
  });

  it('holds everybody until the instant the host named', () => {
    const budget = createBudget();
    budget.holdUntil(5_000);
    budget.holdUntil(3_000);
    expect([budget.reserve(1_000), budget.heldMs(4_999), budget.heldMs(9_000)]).toEqual([4_000, 1, 0]);
  });
});

describe('the headers of a limit', () => {
  const headers: Record<string, string> = {
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '7',
    'x-ratelimit-interval-seconds': '2',
    'x-ratelimit-fillrate': '10',
  };

  it('are read', () => {
    expect(readBudget((name) => headers[name])).toEqual({ capacity: 50, remaining: 7, fillPerMs: 0.005 });
  });

  it.each(['x-ratelimit-remaining', 'x-ratelimit-interval-seconds', 'x-ratelimit-fillrate'])(
    'are left alone when %s is missing or makes no sense',
    (missing) => {
      for (const value of [undefined, '', '0/0', '-']) {
        expect(readBudget((name) => (name === missing ? value : headers[name]))).toBeNull();
      }
    },
  );
});
