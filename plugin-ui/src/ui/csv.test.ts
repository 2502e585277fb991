// A table for spreadsheets: read back as it was written, and never taken for a formula.
import { expect, it } from 'vitest';
import { writeCsv } from './csv.ts';

it('quotes what would break a row', () => {
  expect(writeCsv([['a', 'b,c', 'd"e', 'f\ng']])).toBe('\uFEFFa,"b,c","d""e","f\ng"\r\n');
});

it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'])('takes %j for text', (cell) => {
  expect(writeCsv([[cell]]).slice(1)).toMatch(/^"?'/);
});

it.each([
  ['Ann;=HYPERLINK("http://x")', 'Ann;\'=HYPERLINK("http://x")'],
  ['Ann; +1', "Ann; '+1"],
  ['Ann;"-1', 'Ann;"\'-1'],
  ['Ann\t@x', "Ann\t'@x"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ['a-b; c=d', 'a-b; c=d'],
])('takes %j for text where a spreadsheet cuts it at a semicolon too, as the sidecar does', (cell, safe) => {
  expect(writeCsv([['', cell]])).toBe(`\uFEFF,${/[",;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe}\r\n`);
});
