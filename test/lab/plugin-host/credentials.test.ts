// Who the plugin manager lets in: it is REST, and refuses credentials and hurried callers as every other resource does.
import { afterEach, expect, it } from 'vitest';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, ...options });
  return lab;
}

/** The same question to the plugin manager and to a resource of Confluence. */
async function askBoth(site: Lab, authorization: string) {
  const question = { authorization, headers: { accept: '*/*' } };
  const both = [
    await askConfluence(site, '/rest/plugins/1.0/', question),
    await askConfluence(site, '/rest/api/user/current', question),
  ];
  return both.map(({ status, headers, text }) => ({
    status,
    reason: headers.get('x-seraph-loginreason'),
    challenge: headers.get('www-authenticate'),
    text: status >= 400 ? text : '',
  }));
}

it('a wrong password and a wrong token are the same 401 page', async () => {
  const site = await open();
  for (const wrong of [encodeBasic(site.admin.username, 'wrong'), 'Bearer wrong']) {
    const [upm, rest] = await askBoth(site, wrong);
    expect(upm).toEqual(rest);
    expect(upm).toMatchObject({ status: 401, reason: 'AUTHENTICATED_FAILED' });
  }
});

it('a password is the same 403 page after too many failures, and where Basic is off', async () => {
  const site = await open();
  const right = encodeBasic(site.admin.username, site.admin.password);
  for (let tries = 0; tries < 5; tries += 1) await askBoth(site, encodeBasic(site.admin.username, 'wrong'));
  const [upm, rest] = await askBoth(site, right);
  expect(upm).toEqual(rest);
  expect(upm).toMatchObject({ status: 403, reason: 'AUTHENTICATION_DENIED' });
  await site.close();
  const other = await open({ basicAuth: false });
  const [upmOff, restOff] = await askBoth(other, right);
  expect(upmOff).toEqual(restOff);
  expect(upmOff).toMatchObject({
    status: 403,
    text: expect.stringContaining('Basic authentication has been disabled'),
  });
});

it('nobody at all is 401, and whoever is no system administrator 403', async () => {
  const site = await open();
  expect((await askConfluence(site, '/rest/plugins/1.0/', { authorization: null })).status).toBe(401);
  const authorization = encodeBasic('keep.direct', 'keep.direct-secret');
  expect((await askConfluence(site, '/rest/plugins/1.0/', { authorization })).status).toBe(403);
});

it('calls are counted with all others of the same user', async () => {
  const site = await open({ rateLimit: { fillRate: 1, capacity: 2 } });
  const headers = { accept: '*/*' };
  const first = await askConfluence(site, '/rest/plugins/1.0/', { headers });
  expect([first.status, first.headers.get('x-ratelimit-remaining')]).toEqual([200, '1']);
  expect((await askConfluence(site, '/rest/api/user/current')).status).toBe(200);
  const last = await askConfluence(site, '/rest/plugins/1.0/', { headers });
  expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1']);
});
