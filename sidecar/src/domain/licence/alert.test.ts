// Lines that seats cross: told once a crossing, however seats tremble about them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertRule, judgeCrossing, thresholdOf } from './alert.ts';

const rule = (facts: Partial<AlertRule>): AlertRule => ({ percent: null, seats: null, to: [], ...facts });

describe('the line', () => {
  it('is a share of the licence, rounded up, or a number of seats', () => {
    expect(thresholdOf('percent', { rule: rule({ percent: 90 }), most: 505 })).toBe(455);
    expect(thresholdOf('seats', { rule: rule({ seats: 480 }), most: 500 })).toBe(480);
  });

  it('is none where nobody drew it, or where the licence has no limit that is known', () => {
    expect(thresholdOf('percent', { rule: rule({ percent: 90 }), most: null })).toBeNull();
    expect(thresholdOf('seats', { rule: rule({ percent: 90 }), most: 500 })).toBeNull();
    expect(thresholdOf('percent', { rule: null, most: 500 })).toBeNull();
  });
});

describe('a crossing', () => {
  it.each([
    [99, false, 'stay'],
    [100, false, 'raise'],
    [100, true, 'stay'],
    [98, true, 'stay'],
    [97, true, 'lower'],
    [null, true, 'stay'],
    [null, false, 'stay'],
  ] as const)('of the line at 100 by %s seats, raised before: %s, is: %s', (seats, raised, expected) => {
    expect(judgeCrossing({ seats, threshold: 100, raised })).toBe(expected);
  });

  it('is told once while seats tremble within the margin', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 980, max: 1020 })), (readings) => {
        let [raised, told] = [false, 0];
        for (const seats of readings) {
          const verdict = judgeCrossing({ seats, threshold: 1000, raised });
          if (verdict === 'raise') told += 1;
          raised = verdict === 'stay' ? raised : verdict === 'raise';
        }
        expect(told).toBe(readings.some((seats) => seats >= 1000) ? 1 : 0);
      }),
    );
  });
});
