// Signs links in mails by HMAC-SHA256, each purpose with a key of its own.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkOwner, LinkSigner } from '../domain/personal-link.ts';
import { deriveKey } from './derive-key.ts';

/** From the one secret of this installation. */
export function openLinkSigners(secret: string): Readonly<Record<'keep' | 'give-back', LinkSigner>> {
  return {
    keep: openLinkSigner(deriveKey(secret, 'keep')),
    'give-back': openLinkSigner(deriveKey(secret, 'give-back')),
  };
}

/** The first letters (120 bits) sign what the link says, the others (138 bits) for whom. */
const oursLetters = 20;
const letters = 43;

function openLinkSigner(key: Buffer): LinkSigner {
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const signBody = (body: string) => digest(body).slice(0, oursLetters);
  const signOwner = (body: string, { userKey, policyId }: LinkOwner) =>
    digest([body, userKey, policyId].join('\n')).slice(0, letters - oursLetters);
  return {
    sign: (body, owner) => `${signBody(body)}${signOwner(body, owner)}`,
    isOurs: (body, signature) => isSame(signBody(body), signature.slice(0, oursLetters)),
    isFor: (body, owner, signature) => isSame(signOwner(body, owner), signature.slice(oursLetters)),
  };
}

function isSame(one: string, other: string): boolean {
  const [right, given] = [Buffer.from(one), Buffer.from(other)];
  return right.length === given.length && timingSafeEqual(right, given);
}
