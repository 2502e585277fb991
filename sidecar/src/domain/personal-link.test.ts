// Links in mails: what we signed is read as it was written, and nothing else is read at all.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLinkSigners } from '../services/link-signer.ts';
import { type LinkOwner, type PersonalLink, readLink, writeLink } from './personal-link.ts';
import type { PolicyId } from './policy.ts';
import type { UserKey } from './user.ts';

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
const anyOwner: fc.Arbitrary<LinkOwner> = fc.record({
  userKey: fc.string({ minLength: 1, maxLength: 40 }).map((text) => text as UserKey),
  policyId: fc.stringMatching(/^[a-z-]{1,20}$/).map((text) => text as PolicyId),
});

it('says what it was written with, and is for whom it was written and nobody else', () => {
  fc.assert(
    fc.property(anyLink, anyOwner, anyOwner, (link, owner, another) => {
      const read = readLink(signer, writeLink(signer, link, owner));
      expect(read).toMatchObject(link);
      expect(read?.isFor({ ...owner })).toBe(true);
      for (const other of [
        { ...owner, userKey: another.userKey },
        { ...owner, policyId: another.policyId },
      ]) {
        const same = other.userKey === owner.userKey && other.policyId === owner.policyId;
        expect(read?.isFor(other)).toBe(same);
      }
    }),
  );
});

it('is worth nothing with a character changed, taken out or added, or under the key of another purpose', () => {
  fc.assert(
    fc.property(anyLink, anyOwner, fc.nat(), fc.constantFrom('', '0', 'A', '.'), (link, owner, place, character) => {
      const text = writeLink(signer, link, owner);
      const at = place % text.length;
      const changed = `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
      if (changed !== text) expect(readLink(signer, changed)?.isFor(owner) ?? false).toBe(false);
      for (const other of others) expect(readLink(other, text)).toBeNull();
    }),
  );
});

it('names nobody and fits into an address as it is', () => {
  fc.assert(
    fc.property(anyLink, anyOwner, (link, owner) => {
      expect(writeLink(signer, link, owner)).toMatch(/^[A-Za-z0-9._-]{50,130}$/);
    }),
  );
});
