// A table for spreadsheets: read back as it was written, and never taken for a formula.
import { expect, it } from 'vitest';
import { writeCsv } from './csv.ts';

it('quotes what would break a row', () => {
  expect(writeCsv([['a', 'b,c', 'd"e', 'f\ng']])).toBe('\uFEFFa,"b,c","d""e","f\ng"\r\n');
});

it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'])('takes %j for text', (cell) => {
  expect(writeCsv([[cell]]).slice(1)).toMatch(/^"?'/);
});
