// Who gets in, who does not, and how little either of them is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HostFailure, type HostFailureCode } from '../../sidecar/src/adapters/ports.ts';
import { type ApiHarness, api, type HarnessOptions, people, startApi } from './api-harness.ts';

let shared: ApiHarness;
let harness: ApiHarness;
let address = '';
let testCount = 0;
let noted = 0;

beforeAll(async () => {
  shared = await startApi();
});
afterAll(() => shared.close());

// Each test comes from an address of its own, twenty minutes later: nothing of what others failed at is held against it.
beforeEach(async () => {
  harness = shared;
  harness.advance(20 * 60_000);
  testCount += 1;
  address = `192.0.2.${testCount}`;
  noted = (await harness.store.audit.list({ limit: 1, before: null }))[0]?.id ?? 0;
});
afterEach(async () => {
  if (harness !== shared) await harness.close();
});

async function useOther(options: HarnessOptions): Promise<void> {
  if (harness !== shared) await harness.close();
  harness = await startApi(options);
  noted = 0;
}

function knock(payload: object, headers: Record<string, string> = {}) {
  const request = { method: 'POST' as const, url: `${api}/session`, remoteAddress: address, payload };
  return harness.send({ ...request, headers: { 'x-um-request': '1', ...headers } });
}

async function auditEvents() {
  const entries = await harness.store.audit.list({ limit: 50, before: null });
  return entries.filter(({ id }) => id > noted).map(({ actor, event, details }) => ({ actor, event, ...details }));
}

describe('signing in', () => {
  it('gives an administrator a token for half an hour and notes it', async () => {
    const response = await knock({ token: 'token-of-ada' });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toEqual({
      accessToken: expect.any(String),
      expiresAt: inSeconds(1800),
      provenAt: inSeconds(0),
      passwordSignIn: true,
      role: 'administrator',
      user: { userKey: 'key-ada', username: 'ada', displayName: 'ADA' },
    });
    const [header, claims] = response.json().accessToken.split('.').map(decode);
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toEqual({
      iss: 'user-management',
      aud: 'user-management-api',
      sub: 'key-ada',
      name: 'ada',
      iat: Date.parse(harness.now()) / 1000,
      exp: Date.parse(harness.now()) / 1000 + 1800,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await auditEvents()).toEqual([{ actor: 'ada', event: 'session.opened', with: 'token' }]);
  });

  it('takes a username with its password', async () => {
    expect((await knock({ username: 'carol', password: 'password of carol' })).statusCode).toBe(201);
  });

  it('answers a wrong token, a wrong password and an unknown person alike, and writes down no name that was only claimed', async () => {
    const tries = [{ token: 'wrong' }, { username: 'carol', password: 'wrong' }, { username: 'nobody', password: 'x' }];
    const bodies = new Set<string>();
    for (const one of tries) {
      const response = await knock(one);
      expect(response.statusCode).toBe(401);
      bodies.add(response.body);
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('sign_in_refused');
    const events = await auditEvents();
    expect(events).toHaveLength(3);
    for (const { actor, event } of events) expect([actor, event]).toEqual(['system', 'session.refused']);
    expect(JSON.stringify(events)).not.toMatch(/carol|nobody|wrong/);
  });

  it('is in the audit trail from its beginning to its end, credentials given again included', async () => {
    const opened = await knock({ token: 'token-of-ada' });
    const headers = { authorization: `Bearer ${opened.json().accessToken}`, 'x-um-request': '1' };
    const again = (payload: object) =>
      harness.send({ method: 'POST', url: `${api}/session/proof`, remoteAddress: address, headers, payload });
    expect((await again({ token: 'token-of-ada' })).statusCode).toBe(200);
    expect((await again({ username: 'carol', password: 'password of carol' })).statusCode).toBe(401);
    expect((await harness.send({ method: 'DELETE', url: `${api}/session`, headers })).statusCode).toBe(204);
    expect((await auditEvents()).reverse()).toEqual([
      { actor: 'ada', event: 'session.opened', with: 'token' },
      { actor: 'ada', event: 'session.proven', with: 'token' },
      { actor: 'carol', event: 'session.refused', with: 'password', reason: 'other-person' },
      { actor: 'ada', event: 'session.closed', why: 'signed-out' },
    ]);
  });

  it('turns away people outside the administrator groups, by name in the audit trail', async () => {
    const response = await knock({ token: 'token-of-bob' });
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'not_allowed']);
    expect((await auditEvents())[0]).toMatchObject({
      actor: 'bob',
      event: 'session.refused',
      reason: 'no-role',
    });
  });

  it.each([
    ['host_unauthorised', 401, 'sign_in_refused'],
    ['host_captcha', 401, 'sign_in_refused'],
    ['host_unreachable', 502, 'host_unreachable'],
    ['host_timeout', 504, 'host_timeout'],
    ['host_rate_limited', 503, 'host_rate_limited'],
  ] as const)('when asking ends in %s, answers %d %s', async (failure: HostFailureCode, status, code) => {
    const request = 'GET /rest/api/user/current with words of the host';
    await useOther({ identify: async () => Promise.reject(new HostFailure(failure, { request })) });
    const response = await knock({ token: 'any' });
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
    expect(response.body).not.toContain('words of the host');
  });

  it.each([
    ['nothing', {}],
    ['both ways at once', { token: 'a', username: 'b', password: 'c' }],
    ['a token with a line break', { token: 'a\r\nx-evil: 1' }],
    ['half a pair', { username: 'ada' }],
    ['a number', { token: 1 }],
    ['an endless password', { username: 'ada', password: 'x'.repeat(1025) }],
  ])('refuses %s without repeating it', async (_what, payload) => {
    const response = await knock(payload);
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'bad_request']);
    expect(response.json().error.details.length).toBeGreaterThan(0);
    expect(response.body).not.toContain('xxx');
  });

  it('keeps tokens, passwords and session tokens out of the log', async () => {
    const { accessToken } = (await knock({ token: 'token-of-ada' })).json();
    await knock({ username: 'carol', password: 'password of carol' });
    await knock({ username: 'carol', password: 'hunter2-hunter2' });
    await harness.send({ url: `${api}/process`, headers: { authorization: `Bearer ${accessToken}x` } });
    const log = harness.logLines.join('');
    expect(log).toContain('access token refused');
    for (const secret of ['token-of-ada', 'password of carol', 'hunter2', accessToken])
      expect(log).not.toContain(secret);
  });
});

describe('guessing', () => {
  const guess = (headers: Record<string, string> = {}) => knock({ username: 'carol', password: 'guess' }, headers);

  it('has to wait longer after each failure, and good credentials wait too', async () => {
    for (let count = 0; count < 3; count += 1) expect((await guess()).statusCode).toBe(401);
    for (const seconds of [1, 2, 4, 8]) {
      const refused = await guess();
      expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, String(seconds)]);
      expect((await knock({ username: 'carol', password: 'password of carol' })).statusCode).toBe(429);
      harness.advance(seconds * 1000);
      expect((await guess()).statusCode).toBe(401);
    }
    harness.advance(60_000);
    expect((await knock({ username: 'carol', password: 'password of carol' })).statusCode).toBe(201);
  });

  it('counts attempts that are made at the same time', async () => {
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => guess()))).map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('is held against the username from every address, whatever its case', async () => {
    await useOther({ env: { UM_TRUSTED_PROXIES: '192.0.2.0/24' } });
    for (let count = 0; count < 3; count += 1) await guess({ 'x-forwarded-for': `10.0.0.${count}` });
    expect((await guess({ 'x-forwarded-for': '10.0.0.9' })).statusCode).toBe(429);
    const shouting = await knock({ username: 'CAROL', password: 'guess' }, { 'x-forwarded-for': '10.0.0.10' });
    expect(shouting.statusCode).toBe(429);
    const other = await knock({ username: 'dave', password: 'password of dave' }, { 'x-forwarded-for': '10.0.0.9' });
    expect(other.statusCode).toBe(201);
  });

  it('is held against the address, which nobody but a listed proxy can choose', async () => {
    for (let count = 0; count < 3; count += 1) {
      await knock({ token: `guess-${count}` }, { 'x-forwarded-for': `10.0.0.${count}` });
    }
    expect((await knock({ token: 'token-of-ada' }, { 'x-forwarded-for': '10.0.0.9' })).statusCode).toBe(429);
  });

  it('is not what a Confluence that is down makes of honest people', async () => {
    const failure = new HostFailure('host_unreachable', { request: 'GET /' });
    await useOther({ identify: async () => Promise.reject(failure) });
    for (let count = 0; count < 6; count += 1) expect((await knock({ token: 'token-of-ada' })).statusCode).toBe(502);
  });

  it('is limited by the minute, good attempts included', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 31; count += 1) statuses.push((await knock({ token: 'token-of-ada' })).statusCode);
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('the administrator groups', () => {
  it('are compared as Confluence compares names, and only they count', async () => {
    await useOther({ env: { UM_ADMIN_GROUPS: 'CONFLUENCE-USERS', UM_OPERATOR_GROUPS: 'confluence-administrators' } });
    expect((await knock({ token: 'token-of-bob' })).statusCode).toBe(201);
    await useOther({ env: { UM_ADMIN_GROUPS: 'um-admins' }, identify: async () => people['token-of-ada'] ?? null });
    expect((await knock({ token: 'token-of-ada' })).statusCode).toBe(403);
  });
});

function inSeconds(count: number): string {
  return new Date(Date.parse(harness.now()) + count * 1000).toISOString();
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
