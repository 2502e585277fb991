// Links in mails: what we signed is read as it was written, and nothing else is read at all.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type PersonalLink, readLink, writeLink } from './personal-link.ts';

const key = Buffer.alloc(32, 1);
const anyLink: fc.Arbitrary<PersonalLink> = fc.record({
  runId: fc.integer({ min: 1, max: 1_000_000_000 }),
  personId: fc.integer({ min: 1, max: 1_000_000 }),
  language: fc.constantFrom('en', 'de'),
  endsAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000).toISOString()),
});

it('says what it was written with', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      expect(readLink(key, writeLink(key, link))).toEqual(link);
    }),
  );
});

it('is worth nothing with a character changed, taken out or added, or under the key of another purpose', () => {
  fc.assert(
    fc.property(anyLink, fc.nat(), fc.constantFrom('', '0', 'A', '.'), (link, place, character) => {
      const text = writeLink(key, link);
      const at = place % text.length;
      const changed = `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
      if (changed !== text) expect(readLink(key, changed)).toBeNull();
      expect(readLink(Buffer.alloc(32, 2), text)).toBeNull();
    }),
  );
});

it('names nobody and fits into an address as it is', () => {
  fc.assert(
    fc.property(anyLink, (link) => {
      expect(writeLink(key, link)).toMatch(/^[A-Za-z0-9._-]{50,130}$/);
    }),
  );
});
