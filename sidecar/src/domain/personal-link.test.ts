// Links in mails: what we signed is read as it was written, and nothing else is read at all.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLinkSigners } from '../services/link-signer.ts';
import { type PersonalLink, readLink, writeLink } from './personal-link.ts';

const signer = openLinkSigners('a secret of at least thirty-two characters').keep;
const others = [
  openLinkSigners('a secret of at least thirty-two characters')['give-back'],
  openLinkSigners('another secret of at least thirty-two letters').keep,
];
const anyLink: fc.Arbitrary<PersonalLink> = fc.record({
  runId: fc.integer({ min: 1, max: 1_000_000_000 }),
  personId: fc.integer({ min: 1, max: 1_000_000 }),
  language: fc.constantFrom('en', 'de'),
  endsAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000).toISOString()),
});

it('says what it was written with', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      expect(readLink(signer, writeLink(signer, link))).toEqual(link);
    }),
  );
});

it('is worth nothing with a character changed, taken out or added, or under the key of another purpose', () => {
  fc.assert(
    fc.property(anyLink, fc.nat(), fc.constantFrom('', '0', 'A', '.'), (link, place, character) => {
      const text = writeLink(signer, link);
      const at = place % text.length;
      const changed = `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
      if (changed !== text) expect(readLink(signer, changed)).toBeNull();
      for (const other of others) expect(readLink(other, text)).toBeNull();
    }),
  );
});

it('names nobody and fits into an address as it is', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      expect(writeLink(signer, link)).toMatch(/^[A-Za-z0-9._-]{50,130}$/);
    }),
  );
});
