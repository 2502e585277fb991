// CQL as far as the lab reads it.
import { expect, test } from 'vitest';
import { parseCql, readWords } from './cql.ts';

test('conditions are joined by and, values stand in quotes or bare, an order may follow', () => {
  expect(parseCql('contributor = "o\'neill" AND type=page order by lastmodified desc')).toEqual({
    conditions: [
      { field: 'contributor', operator: '=', value: "o'neill" },
      { field: 'type', operator: '=', value: 'page' },
    ],
    order: { field: 'lastmodified', descending: true },
  });
  expect(parseCql('user.fullname ~ "ma*"')).toEqual({
    conditions: [{ field: 'user.fullname', operator: '~', value: 'ma*' }],
    order: null,
  });
});

test('an instant may be told from now', () => {
  expect(parseCql('lastmodified >= now("-30d") order by lastmodified desc')?.conditions).toEqual([
    { field: 'lastmodified', operator: '>=', value: 'now("-30d")' },
  ]);
  expect(parseCql('lastmodified >= now("30d")')).toBeNull();
});

test('a list of names in quotes is a condition of its own', () => {
  expect(parseCql(String.raw`contributor in ("a\"b", "c") and type = "page"`)?.conditions).toEqual([
    { field: 'contributor', operator: 'in', values: ['a"b', 'c'] },
    { field: 'type', operator: '=', value: 'page' },
  ]);
  expect(parseCql('contributor in ()')).toBeNull();
  expect(parseCql('contributor in ("a"')).toBeNull();
});

test('a backslash protects a quote and itself', () => {
  expect(parseCql(String.raw`creator = "a\"b\\c"`)?.conditions).toEqual([
    { field: 'creator', operator: '=', value: String.raw`a"b\c` },
  ]);
});

test('single quotes serve as well as double ones', () => {
  expect(parseCql(`creator = 'd"angelo' and contributor in ('a b', "c")`)?.conditions).toEqual([
    { field: 'creator', operator: '=', value: 'd"angelo' },
    { field: 'contributor', operator: 'in', values: ['a b', 'c'] },
  ]);
  expect(parseCql("creator = 'open")).toBeNull();
});

test.each([
  ['ada', true],
  ['Ad*', true],
  ['a?a', true],
  ['min', false],
  ['*da', false],
  ['ministrator ada', true],
  ['ada x*', false],
  ['"ada min*"', true],
  ['"ministrator ada"', false],
  ['', false],
])('of the words of Ada Ministrator, %s is there: %j', (pattern, there) => {
  expect(readWords(pattern)('Ada Ministrator')).toBe(there);
});

test.each(['', 'contributor', 'contributor = "a', 'contributor = "a" or type = page', 'a = "b" order by', '("a")'])(
  'what is something else is not guessed at: %s',
  (text) => {
    expect(parseCql(text)).toBeNull();
  },
);
