// Tables as spreadsheets write them, and the names they are kept by.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeTable, nameList } from './read-table.ts';

it.each([
  ['UTF-8', [0xc3, 0x93, 0x6c]],
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0xc3, 0x93, 0x6c]],
  ['UTF-16, little end first', [0xff, 0xfe, 0xd3, 0x00, 0x6c, 0x00]],
  ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0xd3, 0x00, 0x6c]],
  ['the code page of Western Windows', [0xd3, 0x6c]],
])('reads a name in %s', (_, bytes) => {
  expect(decodeTable(Uint8Array.from(bytes))).toBe('Ól');
});

it('keeps every reading by a name of its own that the sidecar takes', () => {
  expect(nameList('Leavers Q4 (Köln).csv', new Date('2026-11-26T10:42:07.123Z'))).toBe(
    'leavers-q4-ko-ln-20261126104207',
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (name) => {
      const kept = nameList(name, new Date('2026-11-26T10:42:07.123Z'));
      expect(kept).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(kept.length).toBeLessThanOrEqual(64);
    }),
  );
});
