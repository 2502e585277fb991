// What people are told of the next runs: which local times are skipped, come twice, or follow a change of the clock.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTicks } from './ticks.ts';
import { nextUpcoming } from './upcoming.ts';
import { wallTimeAt } from './zone.ts';

const nightly = { cron: '30 2 * * *', zone: 'Europe/Berlin' };

describe('the next runs', () => {
  it('say where the clock goes forward that 02:30 is skipped and the run comes at 03:00', () => {
    expect(nextUpcoming(nightly, '2026-03-27T12:00:00.000Z', 3)).toEqual([
      {
        localTime: '2026-03-28T02:30',
        instant: '2026-03-28T01:30:00.000Z',
        zone: 'Europe/Berlin',
        offsetMinutes: 60,
        notes: [],
      },
      {
        localTime: '2026-03-29T02:30',
        instant: '2026-03-29T01:00:00.000Z',
        zone: 'Europe/Berlin',
        offsetMinutes: 120,
        notes: [
          { kind: 'clock-goes-forward', minutes: 60 },
          { kind: 'skipped-local-time', localTime: '2026-03-29T03:00' },
        ],
      },
      {
        localTime: '2026-03-30T02:30',
        instant: '2026-03-30T00:30:00.000Z',
        zone: 'Europe/Berlin',
        offsetMinutes: 120,
        notes: [],
      },
    ]);
  });

  it('say where the clock goes back that 02:30 comes twice, and with the run after it that the clock was changed', () => {
    const notes = nextUpcoming(nightly, '2026-10-24T12:00:00.000Z', 2).map((tick) => tick.notes);
    expect(notes).toEqual([[{ kind: 'local-time-comes-twice' }], [{ kind: 'clock-goes-back', minutes: 60 }]]);
  });

  it('know of half an hour on Lord Howe, of noon that never was in Samoa, and of zones that never change', () => {
    const lordHowe = { cron: '45 1 * * *', zone: 'Australia/Lord_Howe' };
    expect(nextUpcoming(lordHowe, '2026-04-04T12:00:00.000Z', 1)[0]?.notes).toEqual([
      { kind: 'local-time-comes-twice' },
    ]);
    const samoa = { cron: '0 12 30 12 *', zone: 'Pacific/Apia' };
    expect(nextUpcoming(samoa, '2011-12-01T00:00:00.000Z', 1)[0]?.notes).toContainEqual({
      kind: 'skipped-local-time',
      localTime: '2011-12-31T00:00',
    });
    const kathmandu = { cron: '0 12 * * *', zone: 'Asia/Kathmandu' };
    expect(nextUpcoming(kathmandu, '2026-01-01T00:00:00.000Z', 400).flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('wait for 29 February', () => {
    const leap = { cron: '0 3 29 2 *', zone: 'Europe/Berlin' };
    expect(nextUpcoming(leap, '2026-01-01T00:00:00.000Z', 2).map(({ localTime }) => localTime)).toEqual([
      '2028-02-29T03:00',
      '2032-02-29T03:00',
    ]);
  });

  it('are the ticks of the schedule, their local times those of the wall clock wherever nothing is noted of them', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, start, fc.integer({ min: 0, max: 23 }), (zone, date, hour) => {
        const schedule = { cron: `15 ${hour} * * *`, zone };
        const upcoming = nextUpcoming(schedule, date.toISOString(), 5);
        expect(upcoming.map(({ localTime, instant }) => ({ localTime, instant }))).toEqual(
          nextTicks(schedule, date.toISOString(), 5),
        );
        for (const { localTime, instant, notes } of upcoming) {
          const isSkipped = notes.some(({ kind }) => kind === 'skipped-local-time');
          expect(wallTimeAt(zone, instant) === localTime).toBe(!isSkipped);
        }
      }),
      { numRuns: 60 },
    );
  });
});
