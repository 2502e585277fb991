// The reckoning of charts: everything lies within the picture, and no line is drawn over what nobody read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLine, lastOfMonths, nearTiers, openScale } from './scale.ts';

const size = { width: 100, height: 50, pad: 5 };
const dayOf = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);

describe('a chart', () => {
  it('keeps every point within the picture, one day and one number included', () => {
    const points = fc.array(fc.record({ day: fc.nat(2000).map(dayOf), value: fc.nat(1_000_000) }), { minLength: 1 });
    fc.assert(
      fc.property(points, (some) => {
        const scale = openScale({ days: some.map(({ day }) => day), values: some.map(({ value }) => value) }, size);
        for (const { day, value } of some) {
          expect(scale.x(day)).toBeGreaterThanOrEqual(5);
          expect(scale.x(day)).toBeLessThanOrEqual(95);
          expect(scale.y(value)).toBeGreaterThanOrEqual(5);
          expect(scale.y(value)).toBeLessThanOrEqual(45);
        }
      }),
    );
  });

  it('breaks its line where nothing was read for more than two weeks', () => {
    const points = [0, 14, 29].map((n) => ({ day: dayOf(n), value: n }));
    const scale = openScale({ days: [dayOf(0), dayOf(29)], values: [0, 29] }, size);
    expect(drawLine(points, scale)).toBe('M5 45L48.4 25.7M95 5');
  });

  it('has a table of the last reading of each month', () => {
    const days = ['2026-01-03', '2026-01-30', '2026-02-01', '2026-03-07', '2026-03-09'].map((day) => ({ day }));
    expect(lastOfMonths(days).map(({ day }) => day)).toEqual(['2026-01-30', '2026-02-01', '2026-03-09']);
  });

  it('shows the tiers between and next to its values', () => {
    expect(nearTiers([100, 500, 2000, 5000, 9000], [600, 2500])).toEqual([500, 2000, 5000]);
    expect(nearTiers([], [1])).toEqual([]);
  });
});
