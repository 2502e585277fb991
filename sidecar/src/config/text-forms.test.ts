// Forms of text that the calendar decides on, besides what a pattern can.
import { Value } from 'typebox/value';
import { expect, it } from 'vitest';
import { Day } from './text-forms.ts';

it.each([
  ['2027-01-31', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2027-02-31', false],
  ['2027-04-31', false],
  ['2027-13-01', false],
  ['2027-1-31', false],
])('takes %s for a day of the calendar: %s', (text, isDay) => {
  expect(Value.Check(Day, text)).toBe(isDay);
});
