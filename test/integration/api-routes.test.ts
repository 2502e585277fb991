// No route is open by accident: the table of routes is walked, so that a new route is covered the day it is written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, api, signIn, startApi } from './api-harness.ts';

let harness: ApiHarness;
let session: Record<string, string>;

beforeAll(async () => {
  harness = await startApi();
  session = await signIn(harness.send);
});
afterAll(() => harness.close());

interface Address {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
}

function everyRoute(): Address[] {
  return harness.routes.flatMap(({ method, url }) =>
    [method].flat().map((one) => ({ method: one as Address['method'], url: url.replaceAll(/:\w+/g, '1') })),
  );
}

const isSession = ({ method, url }: Address) => method === 'POST' && url === `${api}/session`;
const isHealth = ({ url }: Address) => url.startsWith('/health/');
/** What is signed in the address is the right, and no foreign page knows it; see their test. */
const isPersonal = ({ url }: Address) => /^\/user-management\/(?:keep|give-back)\//.test(url);
/** The console's own files hold nothing; see its test. */
const isConsole = ({ url }: Address) => url.startsWith('/user-management') && !url.startsWith(api);

describe('the table of routes', () => {
  it('has the routes that are documented, and no other method than those four', () => {
    const routes = everyRoute().map(({ method, url }) => `${method} ${url.replace(api, '')}`);
    expect(routes.sort()).toMatchInlineSnapshot(`
      [
        "DELETE /fields/1",
        "DELETE /lists/1",
        "DELETE /personal/filters/1",
        "DELETE /policies/1",
        "DELETE /session",
        "DELETE /tokens/1",
        "GET /audit",
        "GET /audit/chain",
        "GET /audit/export",
        "GET /directories",
        "GET /directories/faults",
        "GET /evidence",
        "GET /exemptions",
        "GET /exports/1",
        "GET /fields",
        "GET /groups",
        "GET /hand-overs",
        "GET /hand-overs.csv",
        "GET /health/live",
        "GET /health/ready",
        "GET /helpdesk/give-backs/1",
        "GET /helpdesk/user",
        "GET /host",
        "GET /licence",
        "GET /licence/alert",
        "GET /licence/history",
        "GET /licence/outlook",
        "GET /licence/regret",
        "GET /licence/runs",
        "GET /lists",
        "GET /mail-templates",
        "GET /mail-templates/1/preview",
        "GET /mails",
        "GET /openapi.json",
        "GET /overview",
        "GET /overview/activity",
        "GET /overview/all-policies",
        "GET /personal",
        "GET /plans/diff",
        "GET /policies",
        "GET /policies/1",
        "GET /policies/1/backtest",
        "GET /policies/1/next",
        "GET /policies/1/stages",
        "GET /policies/1/why/1",
        "GET /policies/1/yaml",
        "GET /policy-files",
        "GET /process",
        "GET /runs",
        "GET /runs/1",
        "GET /runs/1/entries",
        "GET /runs/1/events",
        "GET /runs/1/plan",
        "GET /runs/1/rebounds",
        "GET /runs/1/report",
        "GET /runs/1/steps",
        "GET /runs/1/unknown",
        "GET /session",
        "GET /simulations",
        "GET /simulations/1",
        "GET /simulations/1/entries",
        "GET /simulations/1/mails",
        "GET /simulations/all/1",
        "GET /simulations/all/1/users",
        "GET /snapshots/newest",
        "GET /tokens",
        "GET /user-management",
        "GET /user-management/",
        "GET /user-management/actions.js",
        "GET /user-management/aui.css",
        "GET /user-management/console.css",
        "GET /user-management/console.js",
        "GET /user-management/german.json",
        "GET /user-management/give-back/1",
        "GET /user-management/keep/1",
        "GET /user-management/settings.js",
        "GET /users",
        "GET /users/1",
        "GET /users/1/history",
        "POST /bulk-runs",
        "POST /erasures",
        "POST /exemptions",
        "POST /exemptions/1/end",
        "POST /exports/users",
        "POST /fields/1/values",
        "POST /helpdesk/give-backs",
        "POST /lists",
        "POST /mails/1/drop",
        "POST /mails/1/retry",
        "POST /mails/test",
        "POST /policies/1/runs",
        "POST /policy-drafts",
        "POST /policy-files",
        "POST /policy-files/check",
        "POST /process/host/confirm",
        "POST /runs",
        "POST /runs/1/approve",
        "POST /runs/1/cancel",
        "POST /runs/1/carry-out",
        "POST /runs/1/pause",
        "POST /runs/1/reject",
        "POST /runs/1/resume",
        "POST /runs/1/undo",
        "POST /session",
        "POST /session/proof",
        "POST /simulations",
        "POST /simulations/1/compare",
        "POST /simulations/all",
        "POST /snapshots",
        "POST /tokens",
        "POST /user-management/give-back/1",
        "POST /user-management/keep/1",
        "POST /users/search",
        "PUT /fields/1",
        "PUT /licence/alert",
        "PUT /licence/terms",
        "PUT /lists/1",
        "PUT /personal/columns",
        "PUT /personal/filters/1",
        "PUT /policies/1",
        "PUT /policies/1/mode",
        "PUT /process/approval",
        "PUT /process/emergency-stop",
        "PUT /process/mode",
        "PUT /process/nested-groups",
        "PUT /process/newcomers",
        "PUT /process/pace",
        "PUT /process/quiet-times",
        "PUT /process/retention",
        "PUT /process/rolling-limit",
      ]
    `);
  });

  it('answers 401 without a session, health and signing in apart', async () => {
    for (const route of everyRoute()) {
      if (isSession(route) || isHealth(route) || isConsole(route)) continue;
      const response = await harness.send({ ...route, headers: { 'x-um-request': '1' } });
      expect([route, response.statusCode, response.json().error.code]).toEqual([route, 401, 'not_signed_in']);
    }
  });

  it('answers 403 to every state change without the header, signing in included', async () => {
    const changes = everyRoute().filter((route) => route.method !== 'GET' && !isPersonal(route));
    expect(changes.length).toBeGreaterThan(8);
    for (const route of changes) {
      for (const value of [undefined, '0', 'true']) {
        const headers = {
          authorization: session.authorization,
          ...(value === undefined ? {} : { 'x-um-request': value }),
        };
        const response = await harness.send({ ...route, headers });
        expect([route, response.statusCode, response.json().error.code]).toEqual([route, 403, 'csrf_header_missing']);
      }
    }
  });

  it('opens health without a session and says nothing about the site', async () => {
    expect((await harness.send({ url: '/health/live' })).json()).toEqual({ alive: true });
    const ready = await harness.send({ url: '/health/ready' });
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, store: 'answers', host: 'not-asked' }]);
  });

  it('answers unknown addresses with the envelope', async () => {
    for (const url of ['/', '/nothing', `${api}/nothing`, `${api}/runs/1/nothing`, '/user-management/nothing']) {
      const response = await harness.send({ url, headers: session });
      expect([response.statusCode, response.json().error.code]).toEqual([404, 'not_found']);
    }
  });

  it('lets nothing be cached, framed or sniffed, and names every request', async () => {
    const { headers } = await harness.send({ url: `${api}/process`, headers: session });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the base path', () => {
  it.each([
    ['/', ''],
    ['/confluence/user-management', '/confluence/user-management'],
  ])('may be %s', async (configured, base) => {
    const other = await startApi({ env: { UM_BASE_PATH: configured } });
    const response = await other.send({
      url: `${base}/api/v1/process`,
      headers: await signIn(other.send, `${base}/api/v1`),
    });
    expect(response.statusCode).toBe(200);
    expect((await other.send({ url: '/health/live' })).statusCode).toBe(200);
    await other.close();
  });
});

describe('the limit of requests', () => {
  it('answers 429 in the envelope once an address asks too often, and counts health for nobody', async () => {
    const other = await startApi({ requestsPerMinute: 3 });
    const headers = await signIn(other.send);
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const response = await other.send({ url: `${api}/process`, headers });
      statuses.push(response.statusCode);
      if (response.statusCode === 429) {
        expect(response.json().error.code).toBe('too_many_requests');
        expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      }
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await other.send({ url: '/health/live' })).statusCode).toBe(200);
    await other.close();
  });

  it('is not used up for an office by whoever asks from the same address without a session', async () => {
    const other = await startApi({ requestsPerMinute: 3 });
    const headers = await signIn(other.send);
    for (let count = 0; count < 20; count += 1) {
      expect((await other.send({ url: `${api}/process` })).statusCode).toBe(401);
    }
    expect((await other.send({ url: `${api}/process`, headers })).statusCode).toBe(200);
    await other.close();
  });
});
