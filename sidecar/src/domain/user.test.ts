// How names are folded and what counts as the domain of a mail address.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailDomainOf, foldName } from './user.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('İ', 'I', 'ı', 'ß', 'ẞ', 'J', '\u030c', '\u0301', 'e', 'É', 'Σ', 'ς', 'Å', '\u212b', 'K'))
    .map((letters) => letters.join('')),
);

describe('a folded name', () => {
  it('is folded already: folding it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same however its accents are composed', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(foldName(name.normalize('NFD'))).toBe(foldName(name.normalize('NFC')));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['case', 'Mara.Lindqvist', 'mara.lindqvist'],
    ['composed and decomposed accents', 'Ólafur', 'o\u0301lafur'],
    ['a capital that only composes in lower case', 'J\u030ca', '\u01f0a'],
    ['the sign for Ångström and the letter', '\u212bngstr\u00f6m', '\u00e5ngstr\u00f6m'],
    ['a sigma at the end of a word', 'ΟΔΟΣ', 'οδοσ'],
    ['capital and small sharp s', 'STRAẞE', 'straße'],
  ])('leaves out of account: %s', (_what, one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ['Turkish İ and i', 'İnci', 'inci'],
    ['Turkish ı and i', 'ınci', 'inci'],
    ['ß and ss', 'Straße', 'strasse'],
    ['a letter with and without its accent', 'José', 'Jose'],
    ['a leading space', ' mara', 'mara'],
  ])('keeps apart: %s', (_what, one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});

describe('the domain of a mail address', () => {
  it.each([
    ['mara@example.com', 'example.com'],
    ['Mara@Example.COM', 'example.com'],
    ['  mara@example.com \n', 'example.com'],
    ['mara+wiki@sub.example.com', 'sub.example.com'],
    ['mara@BU\u0308CHER.example', 'b\u00fccher.example'],
    ['o’neill@example.com', 'example.com'],
  ])('is read from %j', (email, domain) => {
    expect(emailDomainOf(email)).toBe(domain);
  });

  it.each([
    null,
    '',
    ' ',
    '@',
    'mara',
    'mara@',
    'mara@ ',
    '@example.com',
    ' @example.com',
    'a@one.example, b@two.example',
    'a@one.example;b@two.example',
    'a@one.example@two.example',
    'Mara <mara@example.com>',
    'mara@exam ple.com',
    'mara@example.com;',
    'mara@example.com,',
    '<mara@example.com>',
  ])('is not known from %j', (email) => {
    expect(emailDomainOf(email)).toBeNull();
  });

  it('has no @, no space and no capital letter left', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), (email) => {
        const domain = emailDomainOf(email);
        if (domain === null) return;
        expect(domain).not.toMatch(/[@\s]/u);
        expect(domain).toBe(foldName(domain));
      }),
    );
  });
});
