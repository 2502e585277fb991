// What is promised of an approval in waves is what the sidecar keeps: no more days than it lasts, and what else ends it.
import { expect, it } from 'vitest';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { readDaily, sayDaily } from './daily.ts';

const en = openWords(inEnglish, 'UTC');
const de = openWords({ language: 'de', sentences: german }, 'UTC');
const of = (planned: number, mostADay: number | null = null) => ({ planned, mostADay });
const say = (typed: string, planned: number, words = en, mostADay: number | null = null) =>
  sayDaily(words, readDaily(typed, of(planned, mostADay)), of(planned, mostADay)).replaceAll(/[\u2066-\u2069]/g, '');

it('so many users a day are promised in as many days as it takes, unless the policy is changed', () => {
  expect(readDaily(' 200 ', of(1_000))).toBe(200);
  expect(say('200', 1_000)).toBe(
    'That is 5 days: a run a day, from today, until nobody of this plan is left or until its policy is changed.',
  );
  expect(say('200', 1_000, de)).toContain('bis seine Richtlinie geändert wird');
});

it('no more days are promised than the approval lasts: the smallest number that fits is named instead', () => {
  expect(readDaily('100', of(8_300))).toBe(100);
  expect(readDaily('100', of(8_301))).toEqual({ fewest: 101 });
  expect(say('1', 8_301)).toBe(
    'An approval in waves ends after 90 days, and 7 of them are kept for nights on which no wave can come. To come to everybody in the others takes at least 101 users a day.',
  );
  expect(say('1', 8_301, de)).toContain('mindestens 101 Benutzer am Tag');
});

it('the days are those that the limits of the policy itself allow, and the page says so', () => {
  expect(readDaily('200', of(1_000, 50))).toBe(200);
  expect(say('200', 1_000, en, 50)).toBe(
    'That is 20 days: a run a day, from today, until nobody of this plan is left or until its policy is changed. The limits of the policy itself let 50 users a day through.',
  );
  expect(say('40', 1_000, en, 50)).toMatch(/^That is 25 days: .* changed\.$/);
  expect(readDaily('200', of(8_301, 100))).toEqual({ fewest: 101 });
  expect(say('200', 8_301, en, 100)).toMatch(/at least 101 users a day\. The limits of the policy .* 100 users/);
  expect(say('1', 8_301, en, 200)).toMatch(/at least 101 users a day\.$/);
});

it('nothing typed means all at once, and what is no number is said to be none', () => {
  expect(readDaily('', of(9_001))).toBeNull();
  expect(['0', '-1', '2.5', 'x', '100000'].map((typed) => readDaily(typed, of(10)))).toEqual(
    Array(5).fill('unreadable'),
  );
});
