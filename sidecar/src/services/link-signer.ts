// Signs links in mails by HMAC-SHA256, each purpose with a key of its own.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkSigner } from '../domain/personal-link.ts';
import { deriveKey } from './derive-key.ts';

/** From the one secret of this installation. */
export function openLinkSigners(secret: string): Readonly<Record<'keep' | 'give-back', LinkSigner>> {
  return {
    keep: openLinkSigner(deriveKey(secret, 'keep')),
    'give-back': openLinkSigner(deriveKey(secret, 'give-back')),
  };
}

function openLinkSigner(key: Buffer): LinkSigner {
  const sign = (body: string) => createHmac('sha256', key).update(body).digest('base64url');
  return {
    sign,
    verify: (body, signature) => {
      const [right, given] = [Buffer.from(sign(body)), Buffer.from(signature)];
      return right.length === given.length && timingSafeEqual(right, given);
    },
  };
}
