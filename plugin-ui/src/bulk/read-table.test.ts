// Tables as spreadsheets write them.
import { expect, it } from 'vitest';
import { decodeTable } from './read-table.ts';

it.each([
  ['UTF-8', [0xc3, 0x93, 0x6c]],
  ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0xc3, 0x93, 0x6c]],
  ['UTF-16, little end first', [0xff, 0xfe, 0xd3, 0x00, 0x6c, 0x00]],
  ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0xd3, 0x00, 0x6c]],
  ['the code page of Western Windows', [0xd3, 0x6c]],
])('reads a name in %s', (_, bytes) => {
  expect(decodeTable(Uint8Array.from(bytes))).toBe('Ól');
});
