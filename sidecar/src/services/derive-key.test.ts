// Keys of different purposes and secrets have nothing in common, and the same one comes back every time.
import { hkdfSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { deriveKey } from './derive-key.ts';

it('derives 32 bytes by HKDF-SHA256 with the purpose as info', () => {
  const expected = Buffer.from(hkdfSync('sha256', 'a secret', '', 'user-management/session-token/v1', 32));
  expect(deriveKey('a secret', 'session')).toEqual(expected);
  expect(deriveKey('a secret', 'session')).toHaveLength(32);
  expect(deriveKey('another secret', 'session')).not.toEqual(expected);
});

it('derives another key for each purpose, so that no link signs anybody in and none does what another is for', () => {
  const keys = (['session', 'keep', 'give-back'] as const).map((purpose) =>
    deriveKey('a secret', purpose).toString('hex'),
  );
  expect(new Set(keys).size).toBe(3);
});
