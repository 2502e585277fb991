// What the reader of cron expressions accepts, refuses and says about it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cron, matchesDay, parseCron } from './cron.ts';

function read(text: string): Cron {
  const result = parseCron(text);
  if ('faults' in result) throw new Error(result.faults.map((fault) => `${fault.field} ${fault.message}`).join('; '));
  return result.cron;
}

function refusal(text: string): string {
  const result = parseCron(text);
  if ('cron' in result) return 'accepted';
  return result.faults.map((fault) => `${fault.field}: ${fault.message}`).join('; ');
}

describe('a cron expression', () => {
  test.each([
    ['30 2 * * *', 'minutes', [30]],
    ['*/20 * * * *', 'minutes', [0, 20, 40]],
    ['5-9/2,7,1 * * * *', 'minutes', [1, 5, 7, 9]],
    ['0 8-10 * * *', 'hours', [8, 9, 10]],
    ['0 0 * jan,Jul-SEP *', 'months', [1, 7, 8, 9]],
    ['0 0 * * 0,7', 'daysOfWeek', [0]],
    ['0 0 * * FRI-SUN', 'daysOfWeek', [0, 5, 6]],
    ['0 0 * * 5-7', 'daysOfWeek', [0, 5, 6]],
    ['0 0 29 2 *', 'daysOfMonth', [29]],
  ] as const)('%s means the %s %j', (text, list, values) => {
    expect(read(text)[list]).toEqual(values);
  });

  test.each([
    ['', 'expression: is empty'],
    ['@daily', 'expression: has 1 field instead of 5'],
    ['0 0 2 * * *', 'expression: has 6 fields instead of 5 (seconds cannot be given)'],
    ['60 * * * *', 'minute: "60" is not a minute'],
    ['* 24 * * *', 'hour: "24" is not a hour'],
    ['* * 0 * *', 'day of month: "0" is not a day of month'],
    ['* * * FOO *', 'month: "FOO" is not a month'],
    ['* * * * 8', 'day of week: "8" is not a day of week'],
    ['9-5 * * * *', 'minute: the range "9-5" runs backwards'],
    ['5/10 * * * *', 'minute: the step of "5/10" needs a range or *'],
    ['*/0 * * * *', 'minute: the step of "*/0" must lie between 1 and 59'],
    ['1,,2 * * * *', 'minute: has an empty place in its list'],
    ['* * L * *', 'day of month: "L" is not a day of month'],
    ['x 25 * * *', 'minute: "x" is not a minute; hour: "25" is not a hour'],
    ['0 0 31 2 *', 'day of month: never fires: there is no day 31 in FEB'],
    ['0 0 31 4,6 *', 'day of month: never fires: there is no day 31 in APR, JUN'],
  ])('%j is refused: %s', (text, sentence) => {
    expect(refusal(text)).toBe(sentence);
  });

  test('that names 31 February fires all the same when a weekday is given as well', () => {
    expect(refusal('0 0 31 2 MON')).toBe('accepted');
  });

  test('tells with every fault what may stand in the field', () => {
    expect(parseCron('0 0 * FOO *')).toEqual({
      faults: [
        {
          field: 'month',
          message: '"FOO" is not a month',
          allowed: '1 to 12 or JAN to DEC, lists (a,b), ranges (a-b), steps (*/n, a-b/n), *',
        },
      ],
    });
  });

  test('never makes the reader throw, whatever the text', () => {
    const piece = fc.constantFrom('*', '/', '-', ',', '0', '7', '31', '99', 'MON', 'Feb', ' ', '\t', 'é', '-1');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const result = parseCron(text);
          return 'cron' in result || result.faults.length > 0;
        },
      ),
    );
  });
});

describe('the two day fields', () => {
  const friday13 = { month: 3, dayOfMonth: 13, dayOfWeek: 5 };
  const monday13 = { month: 4, dayOfMonth: 13, dayOfWeek: 1 };
  const friday20 = { month: 3, dayOfMonth: 20, dayOfWeek: 5 };

  test('mean either of them when both are restricted', () => {
    const cron = read('0 0 13 * FRI');
    expect([friday13, monday13, friday20].map((day) => matchesDay(cron, day))).toEqual([true, true, true]);
  });

  test('mean both of them when one starts with a star', () => {
    const cron = read('0 0 */4 * FRI');
    expect([friday13, monday13, friday20].map((day) => matchesDay(cron, day))).toEqual([true, false, false]);
  });
});
