// Whether a delivery was signed with our secret: HMAC-SHA256 over the bytes as they came, compared in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedBody {
  /** The body byte for byte; a body that was parsed and written again is another one. */
  readonly body: Buffer;
  /** What the header `X-Hub-Signature` says; null where it is missing. */
  readonly signature: string | null;
}

/**
 * Atlassian documents header, secret and algorithm, and not how the bytes of the HMAC are written: hexadecimal and Base64,
 * with and without `sha256=` before them, are the same proof.
 * Source: confluence.atlassian.com, "Managing Webhooks" (7.10 to 9.1).
 */
export function isSignedWith(secret: string, { body, signature }: SignedBody): boolean {
  const said = readSignature(signature ?? '');
  const right = createHmac('sha256', secret).update(body).digest();
  return said !== null && said.length === right.length && timingSafeEqual(said, right);
}

function readSignature(text: string): Buffer | null {
  const bare = text.trim().replace(/^sha256=/i, '');
  if (/^[0-9a-f]{64}$/i.test(bare)) return Buffer.from(bare, 'hex');
  return /^[A-Za-z0-9+/]{43}=$/.test(bare) ? Buffer.from(bare, 'base64') : null;
}
