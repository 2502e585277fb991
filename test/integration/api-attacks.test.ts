// Whoever tries to come in by another way: pages of other sites, cookies of a neighbour, old proofs and forged addresses.
import { afterEach, describe, expect, it } from 'vitest';
import { api } from './api-harness.ts';
import { closeAll, env, openForRoles, origin } from './role-harness.ts';

afterEach(closeAll);

type Opened = Awaited<ReturnType<typeof openForRoles>>;

/** Signs in at the stand-alone console; the cookie as a browser sends it back. */
async function takeCookie({ signIn }: Opened, role: string): Promise<string> {
  const response = await signIn({ token: role, keep: 'cookie' }, origin);
  return String(response.headers['set-cookie']).split(';')[0] ?? '';
}

describe('a page that is none of ours, in the browser of somebody signed in', () => {
  const own = { host: 'wiki.test' };
  it.each([
    ['of an origin kept secret', { ...own, origin: 'null' }],
    ['of another origin', { ...own, origin: 'https://evil.test' }],
    ['whose host ends like ours', { ...own, origin: 'https://evil-wiki.test' }],
    ['whose host begins like ours', { ...own, origin: 'https://wiki.test.evil.test' }],
    ['that names us as its user', { ...own, origin: 'https://wiki.test@evil.test' }],
    ['at another port', { ...own, origin: 'http://wiki.test:8080' }],
    ['from a file', { ...own, origin: 'file://wiki.test' }],
    ['of a neighbour, as the browser says', { ...own, 'sec-fetch-site': 'same-site', origin: 'http://wiki.test' }],
    ['of another site, as the browser says', { ...own, 'sec-fetch-site': 'cross-site', origin: 'http://wiki.test' }],
    ['typed into the address', { ...own, 'sec-fetch-site': 'none' }],
    [
      'that says two things at once',
      { ...own, 'sec-fetch-site': 'same-origin, cross-site', origin: 'http://wiki.test' },
    ],
    ['that says nothing', own],
  ])('%s changes nothing and signs nobody in', async (_what, headers) => {
    const opened = await openForRoles();
    opened.state.browserSees = 'administrator';
    const cookie = await takeCookie(opened, 'administrator');
    const change = { method: 'POST', url: '/snapshots', headers: { cookie, 'x-um-request': '1', ...headers } } as const;
    expect((await opened.call(change)).code).toBe('not_same_origin');
    expect(opened.started.woken).toEqual([]);
    for (const payload of [{ token: 'administrator', keep: 'cookie' }, { confluence: true }]) {
      const refused = await opened.signIn(payload, { ...headers, cookie: 'JSESSIONID=AB12' });
      expect([refused.statusCode, refused.json().error.code]).toEqual([403, 'not_same_origin']);
      expect(refused.headers['set-cookie']).toBeUndefined();
    }
  });

  it('that came by http changes nothing where the site is known to be at https', async () => {
    const opened = await openForRoles({ env: { ...env, UM_TRUSTED_PROXIES: '127.0.0.1' } });
    const cookie = await takeCookie(opened, 'operator');
    const send = (from: string) =>
      opened.call({
        method: 'POST',
        url: '/snapshots',
        headers: { cookie, 'x-um-request': '1', host: 'wiki.test', 'x-forwarded-proto': 'https', origin: from },
      });
    expect((await send('http://wiki.test')).code).toBe('not_same_origin');
    expect((await send('https://wiki.test')).status).toBe(202);
  });

  const traced = [
    '/helpdesk/user?name=nobody',
    '/exports/runs',
    '/audit/export',
    '/evidence?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
    '/policies/none/yaml',
    '/policy-files',
    '/hand-overs.csv',
  ];

  const missing = new Map([
    ['/helpdesk/user?name=nobody', 'no_snapshot'],
    ['/policies/none/yaml', 'policy_not_found'],
  ]);

  it('has nothing asked by an image or a link that the trail would put down to who is signed in', async () => {
    const opened = await openForRoles();
    const cookie = await takeCookie(opened, 'administrator');
    const before = await opened.started.store.audit.list({ limit: 1, before: null });
    for (const url of traced) {
      for (const headers of [
        {},
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'none' },
        { 'sec-fetch-site': 'same-site', 'x-um-request': '1' },
      ]) {
        const sent = { cookie, host: 'wiki.test', ...headers };
        expect([url, (await opened.call({ url, headers: sent })).code]).toEqual([url, 'not_same_origin']);
        await opened.started.send({ method: 'HEAD', url: `${api}${url}`, headers: sent });
      }
    }
    expect(await opened.started.store.audit.list({ limit: 1, before: null })).toEqual(before);
  });

  it.each([
    ['the browser tells, as by https', { 'sec-fetch-site': 'same-origin' }],
    ['only its own header tells, as by plain http', { 'x-um-request': '1' }],
  ])('does not keep the page of the site itself from asking where %s', async (_how, headers) => {
    const opened = await openForRoles();
    const cookie = await takeCookie(opened, 'administrator');
    for (const url of traced) {
      const { code } = await opened.call({ url, headers: { cookie, host: 'wiki.test', ...headers } });
      expect([url, code]).toEqual([url, missing.get(url) ?? null]);
    }
    const exports = await opened.started.store.audit.list({ limit: 9, before: null, event: 'export.made' });
    expect(exports).toHaveLength(3);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'can send a form of the type %s, which is not read: neither to sign in nor to change anything',
    async (type) => {
      const opened = await openForRoles();
      const cookie = await takeCookie(opened, 'administrator');
      const form = { cookie, ...origin, 'content-type': type };
      const payload = '{"mode":"live","x":"="}';
      const put = { method: 'PUT', url: '/process/mode', payload } as const;
      expect((await opened.call({ ...put, headers: form })).code).toBe('csrf_header_missing');
      expect((await opened.call({ ...put, headers: { ...form, 'x-um-request': '1' } })).code).toBe(
        'media_type_unknown',
      );
      const knock = { method: 'POST', url: '/session', payload: '{"token":"administrator"}' } as const;
      expect((await opened.call({ ...knock, headers: form })).code).toBe('csrf_header_missing');
      const disguised = { ...form, 'x-um-request': '1' };
      expect((await opened.call({ ...knock, headers: disguised })).code).toBe('media_type_unknown');
    },
  );

  it('is given leave by no answer to read across sites', async () => {
    const opened = await openForRoles();
    const asking = { origin: 'https://evil.test', 'access-control-request-method': 'PUT' };
    const preflight = await opened.started.send({ method: 'OPTIONS', url: `${api}/process/mode`, headers: asking });
    expect(preflight.statusCode).toBe(404);
    const cookie = await takeCookie(opened, 'auditor');
    const { response } = await opened.call({ url: '/process', headers: { cookie, ...asking } });
    for (const { headers } of [preflight, response]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a cookie that a neighbour of the site has put there', () => {
  it('beside ours opens nothing, in whatever order they come', async () => {
    const opened = await openForRoles();
    const [mine, planted] = [await takeCookie(opened, 'administrator'), await takeCookie(opened, 'auditor')];
    for (const cookie of [`${mine}; ${planted}`, `${planted}; theme=dark; ${mine}`, `um-session=; ${mine}`]) {
      expect((await opened.call({ url: '/session', headers: { cookie } })).code).toBe('not_signed_in');
    }
    const { response } = await opened.call({ url: '/session', headers: { cookie: `${mine}; ${mine}` } });
    expect(response.json().user.username).toBe('administrator');
  });

  it('becomes nobody else by signing in: each sign-in is a session of its own', async () => {
    const opened = await openForRoles();
    const planted = await takeCookie(opened, 'auditor');
    const answer = await opened.signIn({ token: 'administrator', keep: 'cookie' }, { ...origin, cookie: planted });
    const fresh = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect(fresh).not.toBe(planted);
    const seen = async (cookie: string) =>
      (await opened.call({ url: '/session', headers: { cookie } })).response.json().user.username;
    expect([await seen(fresh), await seen(planted)]).toEqual(['administrator', 'auditor']);
  });

  it('is secure once the page itself came by https, also behind a proxy that nobody has listed', async () => {
    const { signIn } = await openForRoles();
    const byHttps = { ...origin, origin: 'https://wiki.test' };
    const cookieOf = async (headers: Record<string, string>) =>
      String((await signIn({ token: 'auditor', keep: 'cookie' }, headers)).headers['set-cookie']);
    expect(await cookieOf(byHttps)).toMatch(/; Secure$/);
    expect(await cookieOf({ ...origin, 'x-forwarded-proto': 'https' })).not.toMatch(/Secure/);
  });
});

describe('credentials given again', () => {
  const change = { method: 'PUT', url: '/process/mode', payload: { mode: 'live' } } as const;

  it('count for the session they were given to, and for no other of the same person', async () => {
    const { started, headersOf, call } = await openForRoles();
    const [one, other] = [await headersOf('administrator'), await headersOf('administrator')];
    started.advance(10 * 60_000 + 1000);
    const proof = { method: 'POST', url: '/session/proof', payload: { token: 'administrator' } } as const;
    expect((await call({ ...proof, headers: one })).status).toBe(200);
    expect((await call({ ...change, headers: other })).code).toBe('proof_needed');
    expect((await call({ ...change, headers: one })).status).toBe(200);
    started.advance(10 * 60_000 + 1000);
    expect((await call({ ...change, headers: one })).code).toBe('proof_needed');
  });

  it('are asked for again where the clock was set back behind them', async () => {
    const { started, headersOf, call } = await openForRoles();
    started.advance(60 * 60_000);
    const headers = await headersOf('administrator');
    started.advance(-11 * 60_000);
    expect((await call({ ...change, headers })).code).toBe('proof_needed');
  });

  it('are never a password where that is switched off, and Confluence is not even asked', async () => {
    const asked: string[] = [];
    const { headersOf, call } = await openForRoles({ env: { ...env, UM_PASSWORD_SIGN_IN: 'off' } });
    const quiet = await openForRoles({
      env: { ...env, UM_PASSWORD_SIGN_IN: 'off' },
      identify: async ({ kind }) => {
        asked.push(kind);
        return null;
      },
    });
    const payload = { username: 'administrator', password: 'right' };
    const proof = {
      method: 'POST',
      url: '/session/proof',
      headers: await headersOf('administrator'),
      payload,
    } as const;
    expect((await call(proof)).code).toBe('password_sign_in_off');
    expect((await quiet.signIn(payload)).json().error.code).toBe('password_sign_in_off');
    expect(asked).toEqual([]);
  });
});

describe('an address that a request claims to come from', () => {
  const guess = (opened: Opened, claimed: string) =>
    opened.signIn({ username: 'administrator', password: 'guess' }, { 'x-forwarded-for': claimed });

  it('is believed as far as listed proxies wrote it: what was put before it counts for nothing', async () => {
    const opened = await openForRoles({ env: { ...env, UM_TRUSTED_PROXIES: '127.0.0.1' } });
    const statuses: number[] = [];
    for (let n = 1; n <= 4; n += 1) {
      const response = await opened.signIn({ token: `guess-${n}` }, { 'x-forwarded-for': `10.0.0.${n}, 203.0.113.9` });
      statuses.push(response.statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect((await opened.signIn({ token: 'auditor' }, { 'x-forwarded-for': '203.0.113.10' })).statusCode).toBe(201);
  });

  it('is one for a whole network of the sixth version, of which everybody has more than they can count', async () => {
    const opened = await openForRoles({ env: { ...env, UM_TRUSTED_PROXIES: '127.0.0.1' } });
    for (let n = 1; n <= 3; n += 1) {
      await opened.signIn({ token: `guess-${n}` }, { 'x-forwarded-for': `2001:db8:1:2::${n}` });
    }
    const next = (address: string) => opened.signIn({ token: 'auditor' }, { 'x-forwarded-for': address });
    expect((await next('2001:db8:1:2:ffff::1')).statusCode).toBe(429);
    expect((await next('2001:db8:1:3::1')).statusCode).toBe(201);
  });

  it('does not help to find out which names exist: both are refused and kept waiting alike', async () => {
    const told: unknown[] = [];
    for (const username of ['administrator', 'nobody-of-this-name']) {
      const opened = await openForRoles({ env: { ...env, UM_TRUSTED_PROXIES: '127.0.0.1' } });
      for (let n = 1; n <= 5; n += 1) {
        const response = await opened.signIn({ username, password: 'guess' }, { 'x-forwarded-for': `198.51.100.${n}` });
        told.push([username, n, response.statusCode, response.headers['retry-after'], response.body]);
      }
      expect((await guess(opened, '198.51.100.99')).statusCode).toBe(username === 'administrator' ? 429 : 401);
    }
    const without = (name: unknown) =>
      told.filter((one) => (one as unknown[])[0] === name).map((one) => (one as unknown[]).slice(1));
    expect(without('administrator')).toEqual(without('nobody-of-this-name'));
  });
});
