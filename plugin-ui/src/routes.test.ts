// Addresses within the page: what is written is read back, whatever people and browsers put into it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRoute, writeRoute } from './routes.ts';

it('an address is read back as it was written', () => {
  const parts = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 });
  const parameters = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string());
  fc.assert(
    fc.property(parts, parameters, (path, values) => {
      const route = readRoute(writeRoute(path, values));
      expect(route.parts).toEqual(path);
      expect(Object.fromEntries(route.parameters)).toEqual({ ...values });
    }),
  );
});

it.each([
  ['', []],
  ['#', []],
  ['#/', []],
  ['#/runs/12', ['runs', '12']],
  ['#/users/%', ['users', '%']],
])('the address %s is the path %j', (hash, parts) => {
  expect(readRoute(hash).parts).toEqual(parts);
});

it('what has no value is left out', () => {
  expect(writeRoute(['users'], { q: undefined, s: 'a' })).toBe('#/users?s=a');
});
