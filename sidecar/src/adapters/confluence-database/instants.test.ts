// What becomes an instant and what does not: wall times, zones, epoch milliseconds, and everything else a column may hold.
import { describe, expect, it } from 'vitest';
import { createInstantReader, laterOf } from './instants.ts';

describe('createInstantReader', () => {
  const utc = createInstantReader('UTC');
  const berlin = createInstantReader('Europe/Berlin');

  it.each([
    ['2024-07-02 16:58:25.077', '2024-07-02T16:58:25.077Z'],
    ['2024-07-02 16:58:25.0771239', '2024-07-02T16:58:25.077Z'],
    ['2024-07-02 16:58:25', '2024-07-02T16:58:25.000Z'],
    ['2024-07-02T16:58:25', '2024-07-02T16:58:25.000Z'],
    ['2024-07-02', '2024-07-02T00:00:00.000Z'],
    ['2024-07-02 16:58:25.5+02', '2024-07-02T14:58:25.500Z'],
    ['2024-07-02 16:58:25-0330', '2024-07-02T20:28:25.000Z'],
    ['2024-07-02 16:58:25+05:45', '2024-07-02T11:13:25.000Z'],
    ['1719939529879', '2024-07-02T16:58:49.879Z'],
    ['2003-01-01 00:00:00', '2003-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(utc(text)).toBe(instant);
  });

  it.each([
    ...['yesterday', '0', '-1', '1719939529', '99999999999999999999', '1.7e12', 'infinity', '-infinity', ' '],
    ...['0000-00-00 00:00:00', '2024-00-00', '2024-02-30 10:00:00', '2024-13-01', '2024-07-02 25:00:00'],
    ...[
      '1970-01-01 00:00:00',
      '2002-12-31 23:59:59',
      '9999-12-31 00:00:00',
      '0044-03-15 00:00:00 BC',
      '2024-07-02 16:58',
    ],
  ])('makes no date of %s', (text) => {
    expect(utc(text)).toBeUndefined();
  });

  it('takes an empty column for "none told"', () => {
    expect([utc(null), utc('')]).toEqual([null, null]);
  });

  it("reads wall times in the Java machine's zone, and what carries a zone or is epoch as it is", () => {
    expect(berlin('2024-07-02 16:58:25')).toBe('2024-07-02T14:58:25.000Z');
    expect(berlin('2024-01-02 16:58:25')).toBe('2024-01-02T15:58:25.000Z');
    expect(berlin('2024-07-02 16:58:25+00')).toBe('2024-07-02T16:58:25.000Z');
    expect(berlin('1719939529879')).toBe('2024-07-02T16:58:49.879Z');
  });
});

describe('laterOf', () => {
  const [early, late] = ['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'];
  it('takes the later, and an instant before anything that is none', () => {
    expect([laterOf(early, late), laterOf(late, early)]).toEqual([late, late]);
    expect([laterOf(undefined, early), laterOf(early, null)]).toEqual([early, early]);
  });
  it('keeps that something could not be read where nothing else is told', () => {
    expect([laterOf(undefined, null), laterOf(null, undefined), laterOf(null, null)]).toEqual([
      undefined,
      undefined,
      null,
    ]);
  });
});
