// Cron expressions are said in words where words are plainer, and stay as they are where they are not.
import { expect, it } from 'vitest';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayCron } from './cron-words.ts';

const words = openWords(inEnglish, 'UTC');

it.each([
  ['0 2 * * MON-FRI', 'at 02:00, Monday to Friday'],
  ['30 2,14 * * *', 'at 02:30 and 14:30'],
  ['0 2 1,15 * *', 'at 02:00, day 1 and day 15'],
  ['5 4 * 1-3 7', 'at 04:05, Sunday, January to March'],
  ['*/15 * * * *', 'every 15 minutes'],
])('says %s as "%s"', (cron, sentence) => {
  // Values are set apart from the sentence around them by marks nobody sees.
  expect(sayCron(words, cron)?.replace(/[\u2066-\u2069]/g, '')).toBe(sentence);
});

it.each([
  ['a day of the month and one of the week', '0 2 1 * MON'],
  ['steps of hours', '0 */4 * * *'],
  ['too many times', '0,10,20,30 1,2 * * *'],
  ['a month there is none of', '0 2 * 13 *'],
  ['too few fields', '0 2 *'],
  ['nonsense', 'every night'],
])('leaves %s to the expression', (_what, cron) => {
  expect(sayCron(words, cron)).toBeNull();
});
