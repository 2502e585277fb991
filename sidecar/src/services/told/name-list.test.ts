// Names of lists made in passing fit wherever a list is named.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameList } from './name-list.ts';

const at = '2026-11-26T10:42:07.123Z';

it('names a list after its file and the instant', () => {
  expect(nameList('Leavers Q4 (Köln).csv', at)).toBe('leavers-q4-ko-ln-20261126104207');
  expect(nameList('', at)).toBe('table-20261126104207');
});

it('makes a name of every file name, however ugly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (fileName) => {
      const name = nameList(fileName, at);
      expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(name.length).toBeLessThanOrEqual(60);
    }),
  );
});
