// Cron expressions become times of day and back, and what says more stays as it was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasClockChange, readCron, readStart, type Start, turnStart, withStart, writeCron } from './schedule.ts';

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => `${part}`.padStart(2, '0')).join(':'));
const start: fc.Arbitrary<Start> = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), time }),
  fc.record({ kind: fc.constant('weekly' as const), time, weekday: fc.integer({ min: 0, max: 6 }) }),
  fc.record({ kind: fc.constant('monthly' as const), time, day: fc.integer({ min: 1, max: 31 }) }),
);
const policy = { policy: 'idle', name: 'Idle', criteria: { status: 'active' } } as const;

describe('the start of a policy', () => {
  it('by the clock is written as the expression it is read from', () => {
    fc.assert(
      fc.property(start, (one) => {
        expect(readCron(writeCron(one) ?? '')).toEqual(one);
      }),
    );
  });

  it.each(['*/15 * * * *', '0 2 * * MON-FRI', '0 2 1 6 *', '0 2 1 * MON', '0 2,14 * * *', '0 2 32 * *', 'nonsense'])(
    'that says more than a time and a day stays the expression %s',
    (cron) => {
      expect(readCron(cron)).toEqual({ kind: 'cron', cron });
      expect(writeCron(readCron(cron))).toBe(cron);
    },
  );

  it('every few days keeps its first day, and gives it up for another start', () => {
    const interval = { kind: 'interval', time: '06:00', days: 14, from: '2026-11-30' } as const;
    const kept = withStart(policy, interval);
    expect(kept.schedule).toEqual({ cron: '0 6 * * *', every: { days: 14, from: '2026-11-30' } });
    expect(readStart(kept)).toEqual(interval);
    expect(withStart(kept, { kind: 'daily', time: '06:00' }).schedule).toEqual({ cron: '0 6 * * *' });
    expect(turnStart(interval, 'weekly')).toEqual({ kind: 'weekly', time: '06:00', weekday: 1 });
  });

  it('keeps the zone and what becomes of missed runs when the time changes', () => {
    const schedule = { cron: '0 2 * * *', zone: 'Europe/Berlin', missed: 'skip' } as const;
    expect(withStart({ ...policy, schedule }, { kind: 'daily', time: '03:30' }).schedule).toEqual({
      ...schedule,
      cron: '30 3 * * *',
    });
  });

  it('is either the clock, an event or a hand, never two of them', () => {
    const byClock = withStart({ ...policy, on: { event: 'login' } }, { kind: 'daily', time: '02:00' });
    expect(byClock.on).toBeUndefined();
    const byEvent = withStart(byClock, { kind: 'creation' });
    expect([byEvent.schedule, byEvent.on]).toEqual([undefined, { event: 'creation' }]);
    expect(readStart(withStart(byEvent, { kind: 'hand' }))).toEqual({ kind: 'hand' });
  });

  it('keeps its time of day when its kind changes', () => {
    expect(turnStart({ kind: 'daily', time: '04:10' }, 'weekly')).toEqual({
      kind: 'weekly',
      time: '04:10',
      weekday: 1,
    });
    expect(turnStart({ kind: 'daily', time: '04:10' }, 'cron')).toEqual({ kind: 'cron', cron: '10 4 * * *' });
  });
});

it('tells zones whose clocks are changed from those whose are not, and knows nothing of a zone there is none of', () => {
  expect(['Europe/Berlin', 'America/New_York', 'Australia/Sydney'].map(hasClockChange)).toEqual([true, true, true]);
  expect(['UTC', 'Asia/Kathmandu', 'Nowhere/At-All', ''].map(hasClockChange)).toEqual([false, false, false, false]);
});
