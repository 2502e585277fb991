// Ticks on wall clocks that jump: compared with a minute-by-minute walk through each change, and by name.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesDay, parseCron } from './cron.ts';
import { lastTickBetween, nextTicks, type Schedule, type ScheduledTick, ticksBetween } from './ticks.ts';
import { wallTimeAt } from './zone.ts';

const minuteMs = 60_000;
/** Ticks of every minute of two days are long lists; so many expressions a zone are enough. */
const runs = { numRuns: 40 };
const iso = (ms: number) => new Date(ms).toISOString();

/** Windows around a change of the clock, both ways, and one zone that never changes. */
const windows = [
  ['Europe/Berlin in spring', 'Europe/Berlin', '2026-03-28T12:00:00.000Z'],
  ['Europe/Berlin in autumn', 'Europe/Berlin', '2026-10-24T12:00:00.000Z'],
  ['America/New_York in spring', 'America/New_York', '2026-03-07T20:00:00.000Z'],
  ['America/New_York in autumn', 'America/New_York', '2026-10-31T20:00:00.000Z'],
  ['Australia/Lord_Howe, half an hour forward', 'Australia/Lord_Howe', '2026-10-03T03:00:00.000Z'],
  ['Australia/Lord_Howe, half an hour back', 'Australia/Lord_Howe', '2026-04-04T03:00:00.000Z'],
  ['Pacific/Apia without 30 December 2011', 'Pacific/Apia', '2011-12-29T12:00:00.000Z'],
  ['Asia/Kathmandu', 'Asia/Kathmandu', '2026-02-28T00:00:00.000Z'],
] as const;

const number = (min: number, max: number) => fc.integer({ min, max }).map(String);
const field = (min: number, max: number) =>
  fc.oneof(
    { arbitrary: fc.constant('*'), weight: 3 },
    number(min, max),
    fc.integer({ min: 1, max: max - min }).map((step) => `*/${step}`),
    fc.array(number(min, max), { minLength: 1, maxLength: 3 }).map((values) => values.join(',')),
  );
const cronText = fc
  .tuple(field(0, 59), field(0, 23), fc.constant('*'), fc.constant('*'), field(0, 6))
  .map((fields) => fields.join(' '));

/** First instant of every wall time in the window, found by looking at every minute. */
function walkMinutes(zone: string, from: number, to: number): Map<string, number> {
  const seen = new Map<string, number>();
  for (let ms = from; ms <= to; ms += minuteMs) {
    const local = wallTimeAt(zone, iso(ms));
    if (!seen.has(local)) seen.set(local, ms);
  }
  return seen;
}

/** Whether the expression names a wall time; read once, asked for every minute. */
function readRule(cron: string): (localTime: string) => boolean {
  const read = parseCron(cron);
  if ('faults' in read) return () => false;
  return (localTime) => {
    const date = new Date(`${localTime}:00.000Z`);
    const day = { month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate(), dayOfWeek: date.getUTCDay() };
    const timeFits = read.cron.hours.includes(date.getUTCHours()) && read.cron.minutes.includes(date.getUTCMinutes());
    return timeFits && matchesDay(read.cron, day);
  };
}

describe.each(windows)('a schedule in %s', (_title, zone, start) => {
  const from = Date.parse(start);
  const to = from + 48 * 60 * minuteMs;
  const day = 24 * 60 * minuteMs;
  const firsts = walkMinutes(zone, from - day, to);
  const ticksOf = (cron: string) => ticksBetween({ cron, zone }, iso(from), iso(to), 10_000);
  const isSkipped = (tick: ScheduledTick) => wallTimeAt(zone, tick.instant) !== tick.localTime;

  test('ticks at strictly later instants, each wall time at most once, and only where the expression says so', () => {
    fc.assert(
      fc.property(cronText, (cron) => {
        const ticks = ticksOf(cron);
        const instants = ticks.map((tick) => tick.instant);
        expect(instants).toEqual([...new Set(instants)].sort());
        expect(new Set(ticks.map((tick) => tick.localTime)).size).toBe(ticks.length);
        const fires = readRule(cron);
        expect(ticks.filter((tick) => !fires(tick.localTime))).toEqual([]);
      }),
      runs,
    );
  });

  test('ticks exactly once at the first of every matching wall time that happens', () => {
    fc.assert(
      fc.property(cronText, (cron) => {
        const fires = readRule(cron);
        const expected = [...firsts].filter(([local, ms]) => ms > from && fires(local));
        const happened = ticksOf(cron).filter((tick) => !isSkipped(tick));
        expect(happened).toEqual(expected.map(([localTime, ms]) => ({ localTime, instant: iso(ms) })));
      }),
      runs,
    );
  });

  test('ticks for a skipped wall time at the first instant after the gap, under its own label', () => {
    fc.assert(
      fc.property(cronText, (cron) => {
        for (const tick of ticksOf(cron).filter(isSkipped)) {
          const before = wallTimeAt(zone, iso(Date.parse(tick.instant) - 1));
          expect(before < tick.localTime && tick.localTime < wallTimeAt(zone, tick.instant)).toBe(true);
        }
      }),
      runs,
    );
  });

  test('ticks of an interval are those of every day, each so many-th from its first day on', () => {
    const interval = fc.record({ days: fc.integer({ min: 2, max: 5 }), from: fc.integer({ min: -9, max: 3 }) });
    fc.assert(
      fc.property(interval, fc.integer({ min: 0, max: 23 }), ({ days, from: offset }, hour) => {
        const first = Date.parse(wallTimeAt(zone, iso(from + offset * day)).slice(0, 10));
        const schedule = { cron: `0 ${hour} * * *`, zone, every: { days, from: iso(first).slice(0, 10) } };
        const until = iso(from + 20 * day);
        const isTurn = ({ localTime }: ScheduledTick) => {
          const since = (Date.parse(localTime.slice(0, 10)) - first) / day;
          return since >= 0 && since % days === 0;
        };
        const daily = ticksBetween({ cron: schedule.cron, zone }, iso(from), until, 1_000).filter(isTurn);
        const ticks = ticksBetween(schedule, iso(from), until, 1_000);
        // Where a whole day is left out, its tick of every day goes under the label of the next.
        const happens = (tick: ScheduledTick) => !isSkipped(tick);
        expect(ticks.filter(happens)).toEqual(daily.filter(happens));
        expect(ticks.every(isTurn)).toBe(true);
        expect(lastTickBetween(schedule, iso(from), until)).toEqual(ticks.at(-1) ?? null);
      }),
      runs,
    );
  });

  test('gives the same ticks in parts as at once, and the last of them from behind', () => {
    fc.assert(
      fc.property(cronText, fc.integer({ min: 0, max: 48 * 60 }), (cron, minutes) => {
        const middle = iso(from + minutes * minuteMs);
        const parts = [[iso(from), middle] as const, [middle, iso(to)] as const];
        expect(parts.flatMap(([one, other]) => ticksBetween({ cron, zone }, one, other, 10_000))).toEqual(
          ticksOf(cron),
        );
        expect(lastTickBetween({ cron, zone }, iso(from), iso(to))).toEqual(ticksOf(cron).at(-1) ?? null);
      }),
      runs,
    );
  });
});

function labels(schedule: Schedule, after: string, count: number): string[] {
  return nextTicks(schedule, after, count).map((tick) => `${tick.localTime} ${tick.instant}`);
}

describe('by name', () => {
  test('02:30 in Berlin ticks once on the day the clock goes forward, at 03:00', () => {
    const schedule = { cron: '30 2 * * *', zone: 'Europe/Berlin' };
    expect(labels(schedule, '2026-03-28T12:00:00.000Z', 2)).toEqual([
      '2026-03-29T02:30 2026-03-29T01:00:00.000Z',
      '2026-03-30T02:30 2026-03-30T00:30:00.000Z',
    ]);
  });

  test('02:30 in Berlin ticks once on the day the clock goes back, at the first 02:30', () => {
    const schedule = { cron: '30 2 * * *', zone: 'Europe/Berlin' };
    expect(labels(schedule, '2026-10-24T12:00:00.000Z', 2)).toEqual([
      '2026-10-25T02:30 2026-10-25T00:30:00.000Z',
      '2026-10-26T02:30 2026-10-26T01:30:00.000Z',
    ]);
  });

  test('noon on a day that Samoa left out ticks when the next day begins', () => {
    const schedule = { cron: '0 12 30 12 *', zone: 'Pacific/Apia' };
    expect(labels(schedule, '2011-12-01T00:00:00.000Z', 1)).toEqual(['2011-12-30T12:00 2011-12-30T10:00:00.000Z']);
  });

  test('a quarter-hourly schedule does not pile up after the gap: 03:00 stands for the skipped quarters', () => {
    const schedule = { cron: '*/15 * * * *', zone: 'Europe/Berlin' };
    expect(labels(schedule, '2026-03-29T00:45:00.000Z', 2)).toEqual([
      '2026-03-29T03:00 2026-03-29T01:00:00.000Z',
      '2026-03-29T03:15 2026-03-29T01:15:00.000Z',
    ]);
  });

  test('every 14 days from a Monday ticks on Mondays at the same time of day, also over a change of the clock', () => {
    const schedule = { cron: '0 6 * * *', zone: 'Europe/Berlin', every: { days: 14, from: '2026-10-12' } };
    expect(labels(schedule, '2026-10-01T00:00:00.000Z', 3)).toEqual([
      '2026-10-12T06:00 2026-10-12T04:00:00.000Z',
      '2026-10-26T06:00 2026-10-26T05:00:00.000Z',
      '2026-11-09T06:00 2026-11-09T05:00:00.000Z',
    ]);
  });

  test('29 February waits for leap years, also over the missing one of 2100', () => {
    const schedule = { cron: '0 3 29 2 *', zone: 'UTC' };
    expect(nextTicks(schedule, '2095-01-01T00:00:00.000Z', 2).map((tick) => tick.localTime)).toEqual([
      '2096-02-29T03:00',
      '2104-02-29T03:00',
    ]);
  });

  test('a limit of none gives none, and no tick lies between an instant and itself', () => {
    const schedule = { cron: '* * * * *', zone: 'UTC' };
    expect(ticksBetween(schedule, '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 0)).toEqual([]);
    expect(ticksBetween(schedule, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 9)).toEqual([]);
  });

  test('an expression that was never checked is a broken promise', () => {
    expect(() => nextTicks({ cron: 'soon', zone: 'UTC' }, '2026-01-01T00:00:00.000Z', 1)).toThrow('never checked');
  });
});
