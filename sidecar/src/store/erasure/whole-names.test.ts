// Names of an erased person in what others typed: whole names go, whatever they are made of, and nothing else does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWholeNames } from './whole-names.ts';

const takeOut = openWholeNames(['mara', 'Mara of the House', 'mara@example.com', 'may', 'al'], 'erased-1');

describe('names of somebody in what others typed', () => {
  it.each([
    ['Mara asked for it.', 'erased-1 asked for it.'],
    ['ask CORP\\MARA (mara@example.com), or @mara', 'ask CORP\\erased-1 (erased-1), or @erased-1'],
    ["mara's and ada/mara: mara.", "erased-1's and ada/erased-1: erased-1."],
    ['as Mara of\n the house said', 'as erased-1 said'],
  ])('go in any case, whole, and over any white space: %j', (text, without) => {
    expect(takeOut(text)).toBe(without);
  });

  it.each([
    'marathon and tamara',
    'mara.smith, mara-k, mara_k, o’mara, o-mara and mara@elsewhere.example are others',
    'al has too few letters',
  ])('stay where they are a part of a longer word or of the name of another: %s', (text) => {
    expect(takeOut(text)).toBe(text);
  });

  it('say that something was erased where a name is an ordinary word too', () => {
    expect(takeOut('Whom we may not touch.')).toBe('Whom we erased-1 not touch.');
  });

  it('are found composed either way, and letters beyond ASCII are letters', () => {
    const takeJose = openWholeNames(['José', 'нина', '(x+y)*'], 'erased-2');
    expect(takeJose('jose\u0301, JOSÉ; Нина')).toBe('erased-2, erased-2; erased-2');
    expect(takeJose('josée and нинале')).toBe('josée and нинале');
    expect(takeJose('jose and xxy')).toBe('jose and xxy');
    expect(takeJose('so (X+Y)* it is')).toBe('so erased-2 it is');
  });

  it('leave no trace between blanks, whatever they are made of', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 3 }).filter((text) => [...text.trim()].length >= 3);
    fc.assert(
      fc.property(name, (said) => {
        expect(openWholeNames([said], 'erased-2')(`x ${said.trim()} y`)).toBe('x erased-2 y');
      }),
    );
  });

  it('stay wherever one more letter touches them', () => {
    const word = fc.stringMatching(/^[a-zà-ÿ]{3,12}$/u);
    const touched = fc.tuple(word, fc.stringMatching(/^[a-z0-9é]$/u), fc.boolean());
    fc.assert(
      fc.property(touched, ([said, more, before]) => {
        const text = before ? `x ${more}${said} y` : `x ${said}${more} y`;
        expect(openWholeNames([said], 'erased-2')(text)).toBe(text);
      }),
    );
  });

  it('are not looked for where nobody has any', () => {
    expect(openWholeNames([], 'erased-3')('mara')).toBe('mara');
    expect(openWholeNames(['  ', 'al'], 'erased-3')('al')).toBe('al');
  });
});
