// The straight line of seats: exact where things are, unbent by odd days, silent where it has seen too little.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastSeats, type SeatDay } from './forecast.ts';

const dayOf = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10);
const line = (days: number, at: (n: number) => number): SeatDay[] =>
  Array.from({ length: days }, (_, n) => ({ day: dayOf(n), seats: at(n) }));

describe('the forecast of seats', () => {
  it('goes on with a straight line exactly, without a band', () => {
    expect(
      forecastSeats(
        line(60, (n) => 100 + 2 * n),
        dayOf(89),
      ),
    ).toEqual({
      kind: 'forecast',
      day: dayOf(89),
      seats: 278,
      low: 278,
      high: 278,
      perMonth: 60,
      since: dayOf(0),
      readings: 60,
    });
  });

  it('is not bent by single odd days, such as a night on which a directory broke', () => {
    const broken = line(60, (n) => (n % 10 === 7 ? 0 : 1000 + n));
    expect(forecastSeats(broken, dayOf(90))).toMatchObject({ seats: 1090, perMonth: 30 });
  });

  it.each([
    ['nothing was read', [], 10, { readings: 0, spanDays: 0, neededDays: 28 }],
    ['there are too few readings', line(9, () => 5), 40, { readings: 9, neededReadings: 10 }],
    ['they span less than four weeks', line(28, () => 5), 40, { spanDays: 27, neededDays: 28 }],
    ['it should look further than six times what was seen', line(40, () => 5), 39 + 300, { neededDays: 50 }],
  ])('says that there is not enough history where %s', (_, readings, day, expected) => {
    expect(forecastSeats(readings, dayOf(day))).toMatchObject({ kind: 'not-enough-history', ...expected });
  });

  it('looks back a year and no further', () => {
    const turned = line(500, (n) => (n < 130 ? 5000 - 30 * n : 1000));
    expect(forecastSeats(turned, dayOf(600))).toMatchObject({ seats: 1000, low: 1000, since: dayOf(135) });
  });

  const readings = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100_000 })), {
      selector: ([day]) => day,
      minLength: 10,
      maxLength: 60,
    })
    .map((pairs) => pairs.map(([day, seats]) => ({ day: dayOf(day), seats })));
  const ahead = fc.integer({ min: 301, max: 700 });

  it('holds the forecast within its band and above nought, in whatever order readings come', () => {
    fc.assert(
      fc.property(readings, ahead, (some, day) => {
        const found = forecastSeats(some, dayOf(day));
        expect(forecastSeats(some.toReversed(), dayOf(day))).toEqual(found);
        if (found.kind !== 'forecast') return;
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.low).toBeLessThanOrEqual(found.seats);
        expect(found.high).toBeGreaterThanOrEqual(found.seats);
      }),
    );
  });

  it('moves by as many seats as every reading moves', () => {
    fc.assert(
      fc.property(readings, ahead, fc.integer({ min: 1, max: 1000 }), (some, day, more) => {
        const high = some.map(({ day: name, seats }) => ({ day: name, seats: seats + 1_000_000 }));
        const higher = high.map(({ day: name, seats }) => ({ day: name, seats: seats + more }));
        const [one, other] = [forecastSeats(high, dayOf(day)), forecastSeats(higher, dayOf(day))];
        if (one.kind !== 'forecast' || other.kind !== 'forecast' || one.low === 0) return;
        expect([other.seats - one.seats, other.perMonth]).toEqual([more, one.perMonth]);
      }),
    );
  });
});
