// Names in lines of text: no line ends, no turning, and right-to-left names keep to themselves.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isolate, toOneLine } from './plain.ts';

it('a name becomes one line that turns nothing behind it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\n', '\u202e', '\u2067', '\u2028', '\u0000', '\u0085'),
      (text, evil) => {
        expect(toOneLine(`${text}${evil}${text}`)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      },
    ),
  );
});

it.each([
  ['Mara Lindqvist', 'Mara Lindqvist'],
  [' Two\r\n\tLines ', 'Two Lines'],
  ['evil\u202etxt.exe', 'eviltxt.exe'],
  ['👩‍👩‍👧 Ólafur', '👩‍👩‍👧 Ólafur'],
  ['\u0000', ''],
])('%j becomes %j', (name, line) => {
  expect(toOneLine(name)).toBe(line);
});

it('a name from right to left is set apart, another is left as it is', () => {
  expect(isolate('أحمد')).toBe('\u2068أحمد\u2069');
  expect(isolate('דנה Levi')).toBe('\u2068דנה Levi\u2069');
  expect(isolate('Mara 王')).toBe('Mara 王');
});
