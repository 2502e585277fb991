// Access tokens: the right one opens, everything that differs from it in one thing does not.
import { createHmac, generateKeyPairSync, hkdfSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKey } from '../../sidecar/src/services/derive-key.ts';
import { type ApiHarness, api, installationSecret, signIn, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
  // The session that the forged tokens name stands, so that nothing but the token itself can be what is refused.
  await harness.store.sessions.open({
    id: 'a-jti',
    userKey: 'key-ada',
    username: 'ada',
    displayName: 'ADA',
    role: 'administrator',
    signedInWith: 'token',
    openedAt: harness.now(),
    endsAt: '2027-01-01T00:00:00.000Z',
    provenAt: null,
  });
});
afterAll(() => harness.close());

describe('an access token', () => {
  const good = () => ({
    sub: 'key-ada',
    name: 'ada',
    iss: 'user-management',
    aud: 'user-management-api',
    iat: seconds(harness.now()),
    exp: seconds(harness.now()) + 1800,
    jti: 'a-jti',
  });
  const key = deriveKey(installationSecret, 'session');
  const tryToken = (token: string) =>
    harness.send({ url: `${api}/process`, headers: { authorization: `Bearer ${token}` } });

  it('made with the right key and claims is accepted: the attacks below differ from it in one thing each', async () => {
    expect((await tryToken(forge(good(), key))).statusCode).toBe(200);
  });

  it('runs out after half an hour of the product’s own clock', async () => {
    const headers = await signIn(harness.send);
    harness.advance(29 * 60_000);
    expect((await harness.send({ url: `${api}/process`, headers })).statusCode).toBe(200);
    harness.advance(61_000);
    expect((await harness.send({ url: `${api}/process`, headers })).statusCode).toBe(401);
  });

  it.each([
    ['without a signature (alg none)', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(good())}.`],
    ['with alg none and the signature of HS256', () => forge(good(), key, { alg: 'none' })],
    ['with alg None', () => forge(good(), key, { alg: 'None' })],
    ['signed with HS512', () => forge(good(), key, { alg: 'HS512' }, 'sha512')],
    ['signed by another key', () => forge(good(), Buffer.alloc(32, 7))],
    ['signed by the secret itself', () => forge(good(), Buffer.from(installationSecret))],
    ['signed by the key of another purpose', () => forge(good(), otherPurpose())],
    ['signed by an empty key', () => forge(good(), Buffer.alloc(0))],
    ['signed with RS256', () => forgeRsa(good())],
    ['of another issuer', () => forge({ ...good(), iss: 'somebody' }, key)],
    ['for another audience', () => forge({ ...good(), aud: 'another-api' }, key)],
    ['without issuer', () => forge(without(good(), 'iss'), key)],
    ['without audience', () => forge(without(good(), 'aud'), key)],
    ['without subject', () => forge(without(good(), 'sub'), key)],
    ['without end', () => forge(without(good(), 'exp'), key)],
    ['without beginning', () => forge(without(good(), 'iat'), key)],
    ['without number', () => forge(without(good(), 'jti'), key)],
    ['without name', () => forge(without(good(), 'name'), key)],
    ['with an end as text', () => forge({ ...good(), exp: '9999999999' }, key)],
    ['that has ended', () => forge({ ...good(), exp: seconds(harness.now()) - 1 }, key)],
    [
      'that lives longer than any should',
      () => forge({ ...good(), iat: seconds(harness.now()) - 28_801, exp: seconds(harness.now()) + 99_999 }, key),
    ],
    ['of somebody else than the session belongs to', () => forge({ ...good(), sub: 'key-root' }, key)],
    ['of a session that never was', () => forge({ ...good(), jti: 'another-jti' }, key)],
    ['with an empty subject', () => forge({ ...good(), sub: '' }, key)],
    ['with the claims of another one', () => swapClaims(forge(good(), key), { ...good(), sub: 'key-root' })],
    ['of nonsense', () => 'a.b.c'],
    ['of nothing', () => ''],
  ])('%s is refused', async (_what, make) => {
    const response = await tryToken(make());
    expect([response.statusCode, response.json().error.code]).toEqual([401, 'not_signed_in']);
  });

  it('in a cookie, in the address or under another scheme is no access token', async () => {
    const token = forge(good(), key);
    for (const headers of [
      { cookie: `token=${token}` },
      { authorization: `Basic ${token}` },
      { authorization: token },
    ]) {
      expect((await harness.send({ url: `${api}/process?access_token=${token}`, headers })).statusCode).toBe(401);
    }
  });
});

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function forge(claims: object, key: Buffer, header: object = { alg: 'HS256' }, hash = 'sha256'): string {
  const signed = `${encode({ typ: 'JWT', ...header })}.${encode(claims)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

function forgeRsa(claims: object): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

function otherPurpose(): Buffer {
  return Buffer.from(hkdfSync('sha256', installationSecret, '', 'user-management/keep-me-link/v1', 32));
}

function swapClaims(token: string, claims: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode(claims)}.${signature}`;
}

function without(claims: Record<string, unknown>, name: string): object {
  return Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
}
