// CQL as far as the lab reads it.
import { expect, test } from 'vitest';
import { parseCql } from './cql.ts';

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

test('a backslash protects a quote and itself', () => {
  expect(parseCql(String.raw`creator = "a\"b\\c"`)?.conditions[0]?.value).toBe(String.raw`a"b\c`);
});

test.each(['', 'contributor', 'contributor = "a', 'contributor = "a" or type = page', 'a = "b" order by', '("a")'])(
  'what is something else is not guessed at: %s',
  (text) => {
    expect(parseCql(text)).toBeNull();
  },
);
