// Dates of files: safe forms mean one instant, everything else waits until its format or zone is stated.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDateReader } from './dates.ts';

const plain = openDateReader({});
const berlin = openDateReader({ zone: 'Europe/Berlin' });
const instant = (text: string) => ({ kind: 'instant', ms: Date.parse(text) });

describe('a cell with a date', () => {
  it.each([
    ['2026-02-01T08:30:00Z', '2026-02-01T08:30:00Z'],
    ['2026-02-01 08:30:00 UTC', '2026-02-01T08:30:00Z'],
    ['2026-02-01 08:30:00.123456+0200', '2026-02-01T06:30:00.123Z'],
    ['2026-02-01T08:30-05', '2026-02-01T13:30:00Z'],
    ['1769934600', '2026-02-01T08:30:00Z'],
    ['1769934600000', '2026-02-01T08:30:00Z'],
    ['134144082000000000', '2026-02-01T08:30:00Z'],
  ])('is one instant where it is written as %s', (cell, expected) => {
    expect(plain(cell)).toEqual(instant(expected));
  });

  it('takes the stated zone where it names none, in summer and in winter', () => {
    expect(berlin('2026-07-01 08:30')).toEqual(instant('2026-07-01T06:30:00Z'));
    expect(berlin('2026-01-01 08:30:05')).toEqual(instant('2026-01-01T07:30:05Z'));
    expect(berlin('2026-01-01 08:30:05Z')).toEqual(instant('2026-01-01T08:30:05Z'));
    expect(plain('2026-07-01 08:30')).toEqual({ kind: 'zone-missing' });
    expect(plain('2026-07-01')).toEqual({ kind: 'zone-missing' });
  });

  it('is the end of its day where it has no time', () => {
    expect(berlin('2026-01-01')).toEqual(instant('2026-01-01T22:59:59.999Z'));
  });

  it.each(['03/04/2026', '3.4.26', '13/02/2026 10:00', '01-02-2026', '12 11 2026'])(
    'is refused as ambiguous where it is written as %s',
    (cell) => {
      expect(berlin(cell)).toEqual({ kind: 'ambiguous' });
    },
  );

  it.each(['2026-02-30 10:00Z', '2026-13-01', '2026-01-01 24:00Z', 'yesterday', '12345', '2026-1-1', 'true'])(
    'cannot be read where it is %s',
    (cell) => {
      expect(berlin(cell)).toEqual({ kind: 'unreadable' });
    },
  );

  it('tells never from nothing', () => {
    expect(plain(' Never ')).toEqual({ kind: 'never' });
    expect(plain('0')).toEqual({ kind: 'never' });
    expect(plain('9223372036854775807')).toEqual({ kind: 'never' });
    expect(plain('')).toEqual({ kind: 'nothing' });
    expect(openDateReader({ never: ['', 'n/a'] })('')).toEqual({ kind: 'never' });
    expect(openDateReader({ never: ['', 'n/a'] })('N/A')).toEqual({ kind: 'never' });
  });

  it.each([
    ['dd.MM.yyyy HH:mm', '03.04.2026 10:15', '2026-04-03T10:15:00Z'],
    ['M/d/yyyy h:mm a', '3/4/2026 12:05 AM', '2026-03-04T00:05:00Z'],
    ['M/d/yyyy h:mm a', '3/4/2026 1:05 pm', '2026-03-04T13:05:00Z'],
    ['dd/MMM/yyyy:HH:mm:ss Z', '18/Dec/2020:12:57:26 +1100', '2020-12-18T01:57:26Z'],
    ['yyyyMMddHHmmss', '20260304101500', '2026-03-04T10:15:00Z'],
  ])('is read by the stated format %s', (format, cell, expected) => {
    expect(openDateReader({ format, zone: 'UTC' })(cell)).toEqual(instant(expected));
  });

  it('is not read by a stated format that it does not have', () => {
    const read = openDateReader({ format: 'dd.MM.yyyy HH:mm', zone: 'UTC' });
    for (const cell of ['2026-04-03T10:15:00Z', '31.02.2026 10:00', '03.04.2026', '03.04.2026 10:15 x']) {
      expect(read(cell)).toEqual({ kind: 'unreadable' });
    }
  });

  it.each(['HH:mm', 'dd.MM.yy', 'MM/yyyy', 'dd dd MM yyyy'])('refuses the format %s', (format) => {
    expect(() => openDateReader({ format })).toThrow('evidence_settings_invalid');
  });

  it('never throws and never reads what is not a day, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{1,20}$/), fc.date({ noInvalidDate: true }).map(String)),
        (cell) => {
          const read = berlin(cell);
          if (read.kind === 'instant') expect(Number.isFinite(read.ms)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
