// Deliveries are believed to come from Confluence only with a signature that nobody without the secret can make.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedWith } from './webhook-signature.ts';

const secret = 'a webhook secret of more than thirty-two characters';
const sign = (body: Buffer, key = secret) => createHmac('sha256', key).update(body).digest();
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

describe('the signature of a delivery', () => {
  it('is taken in each way its bytes may be written', () => {
    fc.assert(
      fc.property(bytes, (body) => {
        const hmac = sign(body);
        const hex = hmac.toString('hex');
        for (const text of [hex, hex.toUpperCase(), hmac.toString('base64')]) {
          for (const signature of [text, `sha256=${text}`, `SHA256=${text}`]) {
            expect(isSignedWith(secret, { body, signature })).toBe(true);
          }
        }
      }),
    );
  });

  it('holds for exactly the bytes that came: one bit more or less and it is another body', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (body, where) => {
        const signature = sign(body).toString('hex');
        const changed = Buffer.concat([body, Buffer.from([0])]);
        changed[where % changed.length] = (changed[where % changed.length] ?? 0) ^ 1;
        expect(isSignedWith(secret, { body: changed, signature })).toBe(false);
      }),
    );
  });

  it('is never right by another key, another form, or no signature at all', () => {
    const body = Buffer.from('{"event":"user_created"}');
    const right = sign(body).toString('hex');
    const others = [
      null,
      '',
      'sha256=',
      right.slice(0, -1),
      `${right}0`,
      `sha1=${right}`,
      `sha256=sha256=${right}`,
      `${right}, ${right}`,
      sign(body, `${secret} `).toString('hex'),
      createHmac('sha1', secret).update(body).digest('hex'),
    ];
    for (const signature of others)
      expect([signature, isSignedWith(secret, { body, signature })]).toEqual([signature, false]);
  });
});
