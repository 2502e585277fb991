// What a source's word about a last login is worth: an instant, a told "never", or unknown with the reason.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityFromReading } from './activity.ts';

const readAt = '2026-03-01T12:00:00.000Z';
const readAtMs = Date.parse(readAt);
const read = (lastLogin: string | number | null | undefined) =>
  activityFromReading({ lastLogin, source: 'users.activity', readAt });
const seen = (at: string) => ({ state: 'seen', at, kind: 'login', source: 'users.activity', readAt });
const unreadable = { state: 'unknown', reason: 'unreadable' };
const tolerance = 5 * 60_000;

describe('a reading of the last login', () => {
  it('is never where the source says null, and unknown where it says nothing', () => {
    expect(read(null)).toEqual({ state: 'never', source: 'users.activity', readAt });
    expect(read(undefined)).toEqual({ state: 'unknown', reason: 'not-told' });
  });

  it.each([
    ['2026-02-01T08:30:00.000Z', '2026-02-01T08:30:00.000Z'],
    ['2026-02-01T08:30Z', '2026-02-01T08:30:00.000Z'],
    ['2026-02-01T08:30:15.1Z', '2026-02-01T08:30:15.100Z'],
    ['2026-02-01T08:30:00.123456Z', '2026-02-01T08:30:00.123Z'],
    ['2026-02-01T08:30:00+02:00', '2026-02-01T06:30:00.000Z'],
    ['2026-02-01T08:30:00.000+0000', '2026-02-01T08:30:00.000Z'],
    ['2026-02-01T00:30:00-0530', '2026-02-01T06:00:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('understands the instant %s', (text, at) => {
    expect(read(text)).toEqual(seen(at));
  });

  it('understands epoch milliseconds', () => {
    expect(read(Date.parse('2026-02-01T08:30:00.000Z'))).toEqual(seen('2026-02-01T08:30:00.000Z'));
  });

  it('is the same instant in whatever zone and form it is written', () => {
    const instant = fc.date({ min: new Date('2004-01-01'), max: new Date(readAt), noInvalidDate: true });
    const zoneMinutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(instant, zoneMinutes, fc.constantFrom('', ':'), (date, minutes, colon) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const digits = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${digits(minutes / 60)}${colon}${digits(minutes % 60)}`;
        expect(read(`${local}${zone}`)).toEqual(seen(date.toISOString()));
        expect(read(date.getTime())).toEqual(seen(date.toISOString()));
      }),
    );
  });

  it.each([
    '2026-02-01T08:30:00',
    '2026-02-01',
    '2026-02-01 08:30:00Z',
    '2026-02-30T08:30:00Z',
    '2026-13-01T08:30:00Z',
    '2026-02-01T25:30:00Z',
    '2026-2-1T08:30:00Z',
    'Tue, 01 Mar 2022 00:00:00 Z',
    'Today Z',
    '01/02/2026T08:30Z',
    '+012026-02-01T08:30:00Z',
    '-000001-02-01T08:30:00Z',
    ' 2026-02-01T08:30:00Z',
    '2026-02-01T08:30:00Z\n',
    '1769934600000',
    'never',
    '',
    '{}',
  ])('cannot be understood where the source says %j', (text) => {
    expect(read(text)).toEqual(unreadable);
  });

  it.each([
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['the year 1', '0001-01-01T00:00:00Z'],
    ['the epoch', '1970-01-01T00:00:00Z'],
    ['the epoch west of Greenwich', '1970-01-01T00:00:00-05:00'],
    ['the last millisecond before there could be a Confluence', '2002-12-31T23:59:59.999Z'],
    ['zero', 0],
    ['less than zero', -1],
    ['seconds taken for milliseconds', 1_769_934_600],
    ['no number', Number.NaN],
    ['no end', Number.POSITIVE_INFINITY],
    ['more than a date can hold', 8.64e15 + 1],
  ])('takes a stand-in for "no date" for no login: %s', (_what, lastLogin) => {
    expect(read(lastLogin)).toEqual(unreadable);
  });

  it('takes the first day there could be a Confluence', () => {
    expect(read('2003-01-01T00:00:00Z')).toEqual(seen('2003-01-01T00:00:00.000Z'));
  });

  it('allows five minutes between two clocks, to the millisecond', () => {
    expect(read(readAtMs + tolerance)).toEqual(seen(new Date(readAtMs + tolerance).toISOString()));
    expect(read(readAtMs + tolerance + 1)).toEqual({ state: 'unknown', reason: 'in-the-future' });
    expect(read('9999-12-31T23:59:59Z')).toEqual({ state: 'unknown', reason: 'in-the-future' });
    expect(read(8.64e15)).toEqual({ state: 'unknown', reason: 'in-the-future' });
  });

  it('is an instant within belief or says why not, whatever the source says', () => {
    const anything = fc.oneof(fc.string(), fc.double(), fc.integer({ min: 0 }), fc.constantFrom(null, undefined));
    fc.assert(
      fc.property(anything, (lastLogin) => {
        const activity = read(lastLogin);
        if (activity.state !== 'seen') return;
        expect(Date.parse(activity.at)).toBeGreaterThanOrEqual(Date.UTC(2003, 0, 1));
        expect(Date.parse(activity.at)).toBeLessThanOrEqual(readAtMs + tolerance);
      }),
      { numRuns: 1_000 },
    );
  });
});
