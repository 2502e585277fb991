// Tests that stored JSON comes back as it was, and that canonical JSON tells equal values from different ones.
import { expect, it } from 'vitest';
import { readJson, writeCanonicalJson, writeJson } from './json-text.ts';

it('gives a value back as it was written', () => {
  const value = { name: 'Zoë 😀', list: [1, null, { a: false }] };
  expect(readJson(writeJson(value))).toEqual(value);
});

it('writes equal values alike whatever the order of their keys, but minds the order of lists', () => {
  expect(writeCanonicalJson({ b: { d: 1, c: [1, 2] }, a: null })).toBe(
    writeCanonicalJson({ a: null, b: { c: [1, 2], d: 1 } }),
  );
  expect(writeCanonicalJson({ a: [1, 2] })).not.toBe(writeCanonicalJson({ a: [2, 1] }));
  expect(writeCanonicalJson({ a: undefined, b: 1 })).toBe(writeCanonicalJson({ b: 1 }));
});
