// What a role may do, for every route there is; rights asked again of Confluence; sessions that end; credentials asked for again.
import { afterEach, describe, expect, it } from 'vitest';
import { namedRoutes, rightTo } from '../../sidecar/src/http/route-rights.ts';
import { api } from './api-harness.ts';
import { closeAll, env, openForRoles as open, origin, roles } from './role-harness.ts';

afterEach(closeAll);

describe('the roles', () => {
  it.each(roles)('of %s opens exactly its routes, for every route there is', async (role) => {
    const { started, headersOf } = await open();
    const headers = await headersOf(role);
    const ranks = { helpdesk: 0, auditor: 1, operator: 2, administrator: 3 };
    let seen = 0;
    for (const { method, url } of started.routes) {
      const route = url.replace(api, '');
      if (!url.startsWith(api) || route === '/openapi.json') continue;
      for (const one of [method].flat()) {
        // Ending the own session is tried elsewhere: it would end the walk.
        if (`${one} ${route}` === 'DELETE /session' || `${one} ${route}` === 'POST /session') continue;
        const response = await started.send({ method: one as 'GET', url: url.replaceAll(/:\w+/g, '1'), headers });
        const refused = response.statusCode === 403 && response.json().error.code === 'role_too_low';
        const right = rightTo(one, route);
        const closed = role === 'helpdesk' ? !right.helpdesk : ranks[role] < ranks[right.role];
        expect([one, route, refused]).toEqual([one, route, closed]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(60);
  });

  it('let an auditor change nothing and an operator no setting', () => {
    // One's own session, and what one keeps for one's own page, are nobody else's business.
    const changes = namedRoutes.filter((route) => !/^GET | \/(?:session|personal)\b/.test(route));
    const rightOf = (route: string) => rightTo(...(route.split(' ') as [string, string]));
    const reads = changes.filter((route) => rightOf(route).reads);
    expect(reads).toEqual([
      'POST /exports/users',
      'POST /users/search',
      'POST /policy-drafts',
      'POST /policy-files/check',
    ]);
    expect(changes.filter((route) => rightOf(route).role === 'auditor')).toEqual(reads);
    const settings = namedRoutes.filter((route) => /PUT \/process/.test(route) && !route.endsWith('/emergency-stop'));
    expect(settings.map((route) => rightOf(route).role)).toEqual(settings.map(() => 'administrator'));
  });

  it('name only routes that exist', async () => {
    const { started } = await open();
    const there = new Set(
      started.routes.flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url.replace(api, '')}`)),
    );
    expect(namedRoutes.filter((route) => !there.has(route))).toEqual([]);
  });
});

describe('the rights of a session', () => {
  it('are asked again before every change: who lost the group is turned away at once', async () => {
    const { state, headersOf, call } = await open();
    const headers = await headersOf('administrator');
    state.held.set('key-administrator', ['confluence-users']);
    const request = { method: 'PUT', url: '/process/mode', headers, payload: { mode: 'live' } } as const;
    expect((await call(request)).code).toBe('not_allowed');
    expect((await call({ url: '/process', headers })).code).toBe('not_signed_in');
  });

  it('are at most a minute old when something is read', async () => {
    const { started, state, headersOf, call } = await open();
    const headers = await headersOf('auditor');
    state.held.set('key-auditor', null);
    expect((await call({ url: '/process', headers })).status).toBe(200);
    started.advance(61_000);
    expect((await call({ url: '/process', headers })).code).toBe('not_allowed');
  });

  it('shrink and grow with the groups, without signing in again', async () => {
    const { state, headersOf, call } = await open();
    const headers = await headersOf('operator');
    const change = {
      method: 'PUT',
      url: '/process/approval',
      headers,
      payload: { twoPersons: true, days: 7 },
    } as const;
    expect((await call(change)).code).toBe('role_too_low');
    state.held.set('key-operator', ['um-admins']);
    expect((await call(change)).status).toBe(200);
  });

  it('cannot be asked while Confluence is silent: then nothing is changed, but everything can be stopped', async () => {
    const { state, headersOf, call } = await open();
    const headers = await headersOf('administrator');
    state.hostFails = true;
    const change = { method: 'PUT', url: '/process/mode', headers, payload: { mode: 'live' } } as const;
    expect((await call(change)).code).toBe('host_unreachable');
    // What is held does nothing: to reject it stops nothing.
    expect((await call({ method: 'POST', url: '/runs/1/reject', headers, payload: {} })).code).toBe('host_unreachable');
    const stop = { method: 'PUT', url: '/process/emergency-stop', headers, payload: { on: true } } as const;
    expect((await call(stop)).status).toBe(200);
  });

  it('are fresh, and proven, for letting go what was stopped: that is no stopping', async () => {
    const { started, state, headersOf, call } = await open();
    const headers = await headersOf('operator');
    const letGo = { method: 'PUT', url: '/process/emergency-stop', headers, payload: { on: false } } as const;
    started.advance(10 * 60_000 + 1000);
    expect((await call({ ...letGo, payload: { on: true } })).status).toBe(200);
    expect((await call(letGo)).code).toBe('proof_needed');
    state.hostFails = true;
    expect((await call(letGo)).code).toBe('host_unreachable');
  });

  it('end with it: a token of a session that was signed out opens nothing', async () => {
    const { headersOf, call } = await open();
    const headers = await headersOf('operator');
    expect((await call({ method: 'DELETE', url: '/session', headers })).status).toBe(204);
    expect((await call({ url: '/process', headers })).code).toBe('not_signed_in');
  });
});

describe('credentials given again', () => {
  it('are asked for ten minutes after signing in, for what a page left open must not do', async () => {
    const { started, headersOf, call } = await open();
    const headers = await headersOf('administrator');
    started.advance(10 * 60_000 + 1000);
    const change = { method: 'PUT', url: '/process/mode', headers, payload: { mode: 'live' } } as const;
    expect((await call(change)).code).toBe('proof_needed');
    const proof = (payload: object) => call({ method: 'POST', url: '/session/proof', headers, payload });
    expect((await proof({ token: 'operator' })).code).toBe('sign_in_refused');
    expect((await call(change)).code).toBe('proof_needed');
    expect((await proof({ username: 'administrator', password: 'right' })).status).toBe(200);
    expect((await call(change)).status).toBe(200);
  });

  it.each([
    { method: 'PUT', url: '/lists/leavers', payload: { csv: 'username\nmara' } },
    { method: 'DELETE', url: '/lists/leavers' },
    { method: 'PUT', url: '/fields/contract-end', payload: { name: 'End of contract', kind: 'date' } },
    { method: 'DELETE', url: '/fields/contract-end' },
    { method: 'POST', url: '/fields/contract-end/values', payload: { csv: 'username,contract-end\nmara,2026-01-01' } },
    { method: 'POST', url: '/exemptions/1/end' },
  ] as const)('are asked for $method $url: live policies mean others afterwards', async (change) => {
    const { started, headersOf, call } = await open();
    const headers = await headersOf('administrator');
    const asked = async () => (await call({ ...change, headers })).code === 'proof_needed';
    expect(await asked()).toBe(false);
    started.advance(10 * 60_000 + 1000);
    expect(await asked()).toBe(true);
  });

  it('may not be a password where that is switched off', async () => {
    const { signIn } = await open({ env: { ...env, UM_PASSWORD_SIGN_IN: 'off' } });
    expect((await signIn({ username: 'operator', password: 'right' })).json().error.code).toBe('password_sign_in_off');
    const opened = await signIn({ token: 'operator' });
    expect([opened.statusCode, opened.json().passwordSignIn]).toEqual([201, false]);
  });
});

describe('the cookie of the stand-alone console', () => {
  it('is out of reach of scripts and of other sites, and opens what a token opens', async () => {
    const { signIn, call } = await open();
    const response = await signIn({ token: 'auditor', keep: 'cookie' }, origin);
    expect(response.json().accessToken).toBeNull();
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/^um-session=[^;]+; Path=\/user-management; Max-Age=28800; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await call({ url: '/session', headers })).response.json()).toMatchObject({
      role: 'auditor',
      user: { username: 'auditor' },
    });
  });

  it('changes nothing for a page of another site', async () => {
    const { signIn, call } = await open();
    const response = await signIn({ token: 'operator', keep: 'cookie' }, origin);
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
    const change = (headers: Record<string, string>) =>
      call({ method: 'POST', url: '/snapshots', headers: { cookie, 'x-um-request': '1', ...headers } });
    expect((await change({ host: 'wiki.test', origin: 'http://evil.test' })).code).toBe('not_same_origin');
    expect((await change({ host: 'wiki.test' })).code).toBe('not_same_origin');
    expect((await change(origin)).status).toBe(202);
  });

  it('is told to come by https only where the browser came by https', async () => {
    const { signIn } = await open({ env: { ...env, UM_TRUSTED_PROXIES: '127.0.0.1' } });
    const response = await signIn(
      { token: 'auditor', keep: 'cookie' },
      { ...origin, origin: 'https://wiki.test', 'x-forwarded-proto': 'https' },
    );
    expect(String(response.headers['set-cookie'])).toMatch(/; Secure$/);
  });
});

describe("Confluence's own session", () => {
  const cookie = 'JSESSIONID=AB12';

  it('opens ours for a page of the same site, and for no other', async () => {
    const { state, signIn } = await open();
    state.browserSees = 'operator';
    expect((await signIn({ confluence: true }, { ...origin, cookie })).json()).toMatchObject({
      role: 'operator',
      provenAt: null,
    });
    const foreign = await signIn({ confluence: true }, { host: 'wiki.test', origin: 'http://evil.test', cookie });
    expect(foreign.json().error.code).toBe('not_same_origin');
    expect((await signIn({ confluence: true }, origin)).json().error.code).toBe('confluence_session_ended');
  });

  it('that is that of nobody is said to have ended, and keeps nobody waiting who signs in from the same address', async () => {
    const { state, signIn, started } = await open();
    for (let count = 0; count < 8; count += 1) {
      const refused = await signIn({ confluence: true }, { ...origin, cookie });
      expect([refused.statusCode, refused.json().error.code]).toEqual([401, 'confluence_session_ended']);
    }
    // Nobody claimed to be anybody, and the trail is never cut.
    expect(await started.store.audit.list({ limit: 9, before: null, event: 'session.refused' })).toEqual([]);
    expect((await signIn({ token: 'operator' })).statusCode).toBe(201);
    state.browserSees = 'operator';
    expect((await signIn({ confluence: true }, { ...origin, cookie })).statusCode).toBe(201);
  });

  it('that is that of somebody without a role is put down by name, once a minute however often it is tried', async () => {
    const { state, signIn, started } = await open();
    const refusals = () => started.store.audit.list({ limit: 9, before: null, event: 'session.refused' });
    const knock = async () => (await signIn({ confluence: true }, { ...origin, cookie })).json().error.code;
    state.browserSees = 'stranger';
    for (let count = 0; count < 4; count += 1) expect(await knock()).toBe('not_allowed');
    expect(await refusals()).toMatchObject([{ actor: 'stranger', details: { with: 'cookies', reason: 'no-role' } }]);
    state.browserSees = 'passer-by';
    expect(await knock()).toBe('not_allowed');
    started.advance(61_000);
    state.browserSees = 'stranger';
    expect(await knock()).toBe('not_allowed');
    expect((await refusals()).map(({ actor }) => actor)).toEqual(['stranger', 'passer-by', 'stranger']);
  });

  it('is looked at before every change: once it has ended or is somebody else’s, ours ends too', async () => {
    const { state, signIn, call } = await open();
    state.browserSees = 'operator';
    const { accessToken } = (await signIn({ confluence: true }, { ...origin, cookie })).json();
    const headers = { authorization: `Bearer ${accessToken}`, 'x-um-request': '1', cookie };
    expect((await call({ method: 'POST', url: '/snapshots', headers })).status).toBe(202);
    state.browserSees = 'administrator';
    expect((await call({ method: 'POST', url: '/snapshots', headers })).code).toBe('confluence_session_ended');
    expect((await call({ url: '/process', headers })).code).toBe('not_signed_in');
  });

  it('is looked at again for a reading once a minute has passed, and not before', async () => {
    const { started, state, signIn, call } = await open();
    const enter = async () => {
      state.browserSees = 'operator';
      const { accessToken } = (await signIn({ confluence: true }, { ...origin, cookie })).json();
      return { url: '/process', headers: { authorization: `Bearer ${accessToken}`, cookie } };
    };
    for (const browserSees of [null, 'administrator']) {
      const reading = await enter();
      started.advance(61_000);
      expect((await call(reading)).status).toBe(200);
      state.browserSees = browserSees;
      started.advance(59_000);
      expect((await call(reading)).status).toBe(200);
      started.advance(2_000);
      expect((await call(reading)).code).toBe('confluence_session_ended');
      expect((await call(reading)).code).toBe('not_signed_in');
    }
    const { headers, ...reading } = await enter();
    started.advance(61_000);
    const withoutCookie = { ...reading, headers: { authorization: headers.authorization } };
    expect((await call(withoutCookie)).code).toBe('confluence_session_ended');
  });

  it('is not enough for what asks for credentials', async () => {
    const { state, signIn, call } = await open();
    state.browserSees = 'administrator';
    const { accessToken } = (await signIn({ confluence: true }, { ...origin, cookie })).json();
    const headers = { authorization: `Bearer ${accessToken}`, 'x-um-request': '1', cookie };
    const change = { method: 'PUT', url: '/process/mode', headers, payload: { mode: 'live' } } as const;
    expect((await call(change)).code).toBe('proof_needed');
  });
});
