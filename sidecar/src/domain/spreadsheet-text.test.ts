// What is taken for a formula is quoted wherever a cell may begin, and every text is read back as it was.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoteFormulas, unquoteFormulas } from './spreadsheet-text.ts';

const text = fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n;"\' ,a＝＋'.split(''), ' ;=', "'=") });

it('gives every text back as it was, apostrophes of its own included', () => {
  fc.assert(fc.property(text, (one) => unquoteFormulas(quoteFormulas(one)) === one));
});

it('changes nothing in a text but for the apostrophes it puts in', () => {
  const bare = (one: string) => one.replaceAll("'", '');
  fc.assert(fc.property(text, (one) => bare(quoteFormulas(one)) === bare(one)));
});

it.each(['Ann', 'a-b', 'x; y=z', "O'Hara", "'s-Hertogenbosch", 'a = b', 'Ann (+49)', '-', ''])(
  'leaves %j alone, or quotes its beginning only',
  (one) => expect(quoteFormulas(one)).toBe(one === '-' ? "'-" : one),
);

it('is done in no time with the longest text that is nothing but the one or the other', () => {
  for (const unit of [';', '"', ' ', "'", '\t', '=']) {
    const long = unit.repeat(2_000);
    expect(unquoteFormulas(quoteFormulas(`;${long}=`))).toBe(`;${long}=`);
  }
});
