// Quiet times follow the wall clock of their zone: over midnight, over changes of the clock, and through whole days.
import { describe, expect, it } from 'vitest';
import { isQuiet, makesSense, type QuietTimes } from './quiet.ts';

const berlin: QuietTimes = { zone: 'Europe/Berlin', weekly: [], freezes: [] };

describe('quiet hours', () => {
  const office: QuietTimes = { ...berlin, weekly: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }] };

  it.each([
    ['2026-03-27T06:59:00.000Z', false],
    ['2026-03-27T07:00:00.000Z', true],
    ['2026-03-27T16:59:00.000Z', true],
    ['2026-03-27T17:00:00.000Z', false],
    ['2026-03-28T10:00:00.000Z', false],
    // From Monday on it is summer there.
    ['2026-03-30T05:59:00.000Z', false],
    ['2026-03-30T06:00:00.000Z', true],
    ['2026-03-30T16:00:00.000Z', false],
  ])('at %s in Berlin: %s', (now, quiet) => {
    expect(isQuiet(office, now)).toBe(quiet);
    expect(isQuiet(null, now)).toBe(false);
  });

  it.each([
    ['2026-03-06T21:59:00.000Z', false],
    ['2026-03-06T22:00:00.000Z', true],
    ['2026-03-07T04:59:00.000Z', true],
    ['2026-03-07T05:00:00.000Z', false],
    ['2026-03-07T22:30:00.000Z', false],
  ])('that begin on Friday end on Saturday: at %s %s', (now, quiet) => {
    const night: QuietTimes = { ...berlin, weekly: [{ days: [5], from: '23:00', to: '06:00' }] };
    expect(isQuiet(night, now)).toBe(quiet);
  });

  it('are twice as long where the hour happens twice, and pass where it does not happen', () => {
    const hour: QuietTimes = { ...berlin, weekly: [{ days: [7], from: '02:00', to: '03:00' }] };
    const autumn = [
      '2026-10-24T23:59:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ];
    expect(autumn.map((now) => isQuiet(hour, now))).toEqual([false, true, true, false]);
    const spring = ['2026-03-29T00:59:00.000Z', '2026-03-29T01:00:00.000Z'];
    expect(spring.map((now) => isQuiet(hour, now))).toEqual([false, false]);
  });
});

it('a freeze lasts through its last day in its zone, a leap day too', () => {
  const freeze: QuietTimes = { ...berlin, freezes: [{ from: '2028-02-28', to: '2028-02-29' }] };
  const moments = [
    '2028-02-27T22:59:00.000Z',
    '2028-02-27T23:00:00.000Z',
    '2028-02-29T22:59:00.000Z',
    '2028-02-29T23:00:00.000Z',
  ];
  expect(moments.map((now) => isQuiet(freeze, now))).toEqual([false, true, true, false]);
});

it.each<[Partial<QuietTimes>, boolean]>([
  [{}, true],
  [{ zone: 'Mars/Olympus' }, false],
  [{ weekly: [{ days: [1], from: '08:00', to: '08:00' }] }, false],
  [{ freezes: [{ from: '2027-02-29', to: '2027-03-01' }] }, false],
  [{ freezes: [{ from: '2027-03-02', to: '2027-03-01' }] }, false],
])('%j makes sense: %s', (more, sense) => {
  expect(makesSense({ ...berlin, ...more })).toBe(sense);
});
