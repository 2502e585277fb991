// Sessions of browsers: whoever logged in through the page is known by the cookie, until they stay away or may no longer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 120, rateLimit: { fillRate: 100, capacity: 200 }, remoteApi: true });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

async function logIn(username: string): Promise<string> {
  const reply = await askControl(lab, 'POST', '/login', { username });
  return (reply.json as { cookie: string }).cookie;
}

const ask = (path: string, cookie: string, more: object = {}) =>
  askConfluence(lab, path, { authorization: null, ...more, headers: { cookie } });

const whoIs = async (cookie: string) => (await ask('/rest/api/user/current', cookie)).json;

test('a login begins a session that REST takes for the user, among other cookies too, and counts', async () => {
  const cookie = await logIn('keep.direct');
  expect(cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}$/);
  const reply = await ask('/rest/api/user/current', `a=b; ${cookie}; c=d`);
  expect(reply.json).toMatchObject({ type: 'known', username: 'keep.direct' });
  expect(reply.headers.get('x-ausername')).toBe('keep.direct');
  expect(reply.headers.get('x-ratelimit-remaining')).toBe('199');
});

test('a browser gets the cookie for the context path', async () => {
  const reply = await askControl(lab, 'POST', '/login', { username: 'keep.direct' });
  expect(reply.headers.get('set-cookie')).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/confluence; HttpOnly$/);
});

test('credentials speak before a session, and an unknown session is nobody', async () => {
  const cookie = await logIn('keep.direct');
  const authorization = encodeBasic('keep.nested', 'keep.nested-secret');
  const reply = await askConfluence(lab, '/rest/api/user/current', { authorization, headers: { cookie } });
  expect(reply.json).toMatchObject({ username: 'keep.nested' });
  expect(await whoIs('JSESSIONID=0123')).toMatchObject({ type: 'anonymous' });
});

test('a session has the rights of its user and obeys the rule against forged requests', async () => {
  const cookie = await logIn('admin');
  expect((await ask('/rest/api/permissions', cookie)).status).toBe(200);
  const headers = { cookie, origin: 'http://elsewhere.example' };
  const forged = await askConfluence(lab, '/rest/api/admin/user/keep.direct/disable', {
    method: 'PUT',
    authorization: null,
    headers,
  });
  expect(forged.status).toBe(403);
  const body = { jsonrpc: '2.0', method: 'isActiveUser', params: ['keep.direct'], id: 1 };
  const remote = await ask('/rpc/json-rpc/confluenceservice-v2', cookie, { method: 'POST', body });
  expect(JSON.parse(remote.text)).toMatchObject({ result: true });
});

test('a session ends an hour after its last use, and with its user', async () => {
  const [idle, disabled] = [await logIn('keep.nested'), await logIn('plus idle')];
  await askConfluence(lab, '/rest/api/admin/user/plus%20idle/disable', { method: 'PUT' });
  expect(await whoIs(disabled)).toMatchObject({ type: 'anonymous' });
  const later = (minutes: number) => lab.clock.advanceDays(minutes / (24 * 60));
  later(50);
  expect(await whoIs(idle)).toMatchObject({ type: 'known' });
  later(50);
  expect(await whoIs(idle)).toMatchObject({ type: 'known' });
  later(61);
  expect(await whoIs(idle)).toMatchObject({ type: 'anonymous' });
});
