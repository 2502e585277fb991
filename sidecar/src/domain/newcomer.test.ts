// Newcomers: by what they are told apart, which names are lawful, and who is the same person.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfUsername, isAddress, isSomeoneLike, nameOfNewcomer, namesOf, provisionalKeyOf } from './newcomer.ts';
import { foldName, type UserKey } from './user.ts';

describe('a provisional key', () => {
  it('is the same for every spelling of a name, leads back to it, and is no key of Confluence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(nameOfNewcomer(provisionalKeyOf(name))).toBe(foldName(name));
        expect(provisionalKeyOf(foldName(name))).toBe(provisionalKeyOf(name));
      }),
    );
    const hexadecimal = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 1 });
    fc.assert(
      fc.property(hexadecimal, (key) => {
        expect(nameOfNewcomer(key as UserKey)).toBeNull();
      }),
    );
  });
});

describe('a username', () => {
  it('is lawful without capitals, white space and the characters Confluence refuses, whatever else it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (name) => {
        const bare = name.toLowerCase().replaceAll(/[\\,+<>'"\s\p{Cc}]/gu, '');
        const expected = bare === '' || bare === 'anonymous' ? 'username-unlawful' : null;
        if (bare === bare.toLowerCase()) expect(faultOfUsername(bare)).toBe(expected);
        for (const wrong of [' ', '\\', ',', '+', '<', '>', "'", '"', '\t', 'A']) {
          expect(faultOfUsername(bare + wrong)).toBe('username-unlawful');
        }
      }),
    );
  });

  it('is at most as long as a directory keeps it', () => {
    expect([faultOfUsername('a'.repeat(255)), faultOfUsername('a'.repeat(256))]).toEqual([null, 'username-unlawful']);
  });
});

describe('an address', () => {
  it.each([
    ['ada@example.com', true],
    ['ada', false],
    ['ada@a b', false],
    ['a@b, c@d', false],
    ['<ada@example.com>', false],
    ['', false],
  ])('%s: %s', (address, expected) => expect(isAddress(address)).toBe(expected));
});

describe('somebody', () => {
  const ada = { email: 'Ada@example.com', displayName: 'Ada L.' };

  it('is alike by address and display name together, however they are spelled, and never without an address', () => {
    expect(isSomeoneLike(ada, { email: ' ada@EXAMPLE.com', displayName: 'ada l. ' })).toBe(true);
    expect(isSomeoneLike(ada, { ...ada, displayName: 'Ada' })).toBe(false);
    expect(isSomeoneLike(ada, { ...ada, email: null })).toBe(false);
    expect(isSomeoneLike({ ...ada, email: null }, { ...ada, email: null })).toBe(false);
  });

  it('has the last word for a last name, as Crowd keeps it', () => {
    expect(namesOf(' Ada  King Lovelace ')).toEqual({ firstName: 'Ada King', lastName: 'Lovelace' });
    expect(namesOf('Ada')).toEqual({ firstName: '', lastName: 'Ada' });
  });
});
