// Who gets in and who does not: credentials, the CAPTCHA lock, rights, strangers, browsers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl, encodeBasic, type Question } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { CAPTCHA_AFTER_FAILURES } from './caller.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 200 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

const asUser = (username: string, password = `${username}-secret`): Question => ({
  authorization: encodeBasic(username, password),
});
const askStatus = async (path: string, question: Question) => (await askConfluence(lab, path, question)).status;

test('the administrator gets in by password and by token, and the answer names them', async () => {
  for (const authorization of [encodeBasic('admin', lab.admin.password), `Bearer ${lab.admin.token}`]) {
    const reply = await askConfluence(lab, '/rest/api/user/current', { authorization });
    expect(reply.json).toMatchObject({ type: 'known', username: 'admin' });
    expect(reply.headers.get('x-ausername')).toBe('admin');
    expect(reply.headers.get('x-seraph-loginreason')).toBe('OK');
  }
});

test('the service account gets in by its token', async () => {
  const reply = await askConfluence(lab, '/rest/api/user/current', { authorization: `Bearer ${lab.service.token}` });
  expect(reply.json).toMatchObject({ username: 'um-service' });
});

test('a wrong password or token is 401 with a page and the reason in a header', async () => {
  for (const authorization of [encodeBasic('keep.direct', 'wrong'), 'Bearer wrong', encodeBasic('nobody', 'x')]) {
    const reply = await askConfluence(lab, '/rest/api/user/current', { authorization });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('content-type')).toContain('text/html');
    expect(reply.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATED_FAILED');
  }
});

test('too many wrong passwords lock the account until it logs in through the page', async () => {
  for (let count = 0; count < CAPTCHA_AFTER_FAILURES; count += 1) {
    expect(await askStatus('/rest/api/user/current', asUser('clock.skew', 'wrong'))).toBe(401);
  }
  const locked = await askConfluence(lab, '/rest/api/user/current', asUser('clock.skew'));
  expect(locked.status).toBe(403);
  expect(locked.headers.get('x-seraph-loginreason')).toBe('AUTHENTICATION_DENIED');
  await askControl(lab, 'POST', '/login', { username: 'clock.skew' });
  expect(await askStatus('/rest/api/user/current', asUser('clock.skew'))).toBe(200);
});

test('a disabled user does not get in', async () => {
  expect(await askStatus('/rest/api/user/current', asUser('disabled.idle'))).toBe(401);
});

test('nobody in particular is anonymous, and may not look at users or groups', async () => {
  const current = await askConfluence(lab, '/rest/api/user/current', { authorization: null });
  expect(current.json).toMatchObject({ type: 'anonymous' });
  expect(current.json).not.toHaveProperty('username');
  for (const path of ['/rest/api/user?username=admin', '/rest/api/user/list', '/rest/api/group']) {
    const reply = await askConfluence(lab, path, { authorization: null });
    expect([reply.status, (reply.json as { statusCode: number }).statusCode]).toEqual([403, 403]);
  }
  for (const path of ['/rest/api/server-information', '/rest/api/permissions']) {
    expect(await askStatus(path, { authorization: null })).toBe(401);
  }
  const body = { userName: 'x', fullName: 'X', email: 'x@example.com', password: 'x' };
  expect(await askStatus('/rest/api/admin/user', { method: 'POST', body, authorization: null })).toBe(401);
});

test('where anonymous use is not allowed, nobody gets nothing', async () => {
  const closed = await startLab({ users: 100, anonymousUse: false });
  for (const path of ['/rest/api/user/current', '/rest/api/user/anonymous']) {
    expect((await askConfluence(closed, path, { authorization: null })).status, path).toBe(403);
  }
  const manifest = await askConfluence(closed, '/rest/applinks/1.0/manifest', { authorization: null });
  expect(manifest.status).toBe(200);
  await closed.close();
});

test('a user without a licence may not look at users', async () => {
  const reply = await askConfluence(lab, '/rest/api/user?username=admin', asUser('unknown.unlicensed'));
  expect(reply.status).toBe(403);
});

test('a user without rights reads, but neither changes nor looks into administration', async () => {
  const plain = asUser('unknown.licensed');
  expect(await askStatus('/rest/api/user?username=admin', plain)).toBe(200);
  for (const path of ['/rest/api/admin/users/list/active', '/rest/api/audit', '/rest/api/permissions']) {
    expect(await askStatus(path, plain), path).toBe(403);
  }
  const disable = await askConfluence(lab, '/rest/api/admin/user/keep.direct/disable', { ...plain, method: 'PUT' });
  expect(disable.status).toBe(403);
  expect(disable.json).toMatchObject({
    data: { authorized: false },
    message: expect.stringContaining('PermissionException'),
  });
  expect(await askStatus('/rest/api/user/keep.direct/group/keep', { ...plain, method: 'DELETE' })).toBe(403);
});

test('an administrator who is no system administrator sets no passwords and touches nobody above', async () => {
  const site = asUser('admin.site');
  expect(await askStatus('/rest/api/admin/user/show.long/disable', { ...site, method: 'PUT' })).toBe(204);
  const body = { password: 'new' };
  expect(await askStatus('/rest/api/admin/user/show.long/password', { ...site, method: 'POST', body })).toBe(403);
  expect(await askStatus('/rest/api/admin/user/admin/disable', { ...site, method: 'PUT' })).toBe(403);
  const joining = '/rest/api/user/show.long/group/confluence-administrators';
  expect(await askStatus(joining, { ...site, method: 'PUT' })).toBe(403);
});

test('a browser’s write fails the XSRF check; a program’s does not', async () => {
  const path = '/rest/api/user/show.break/group/keep';
  const write = (headers: Record<string, string>) => askConfluence(lab, path, { method: 'PUT', headers });
  const origin = new URL(lab.baseUrl).origin;
  expect((await write({})).status).toBe(204);
  for (const headers of [
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' },
    { origin },
    { referer: `${lab.baseUrl}/admin/` },
    { origin: 'https://elsewhere.example', 'x-atlassian-token': 'no-check' },
    { 'content-type': 'multipart/form-data; boundary=x' },
  ]) {
    const reply = await write(headers);
    expect([reply.status, reply.text], JSON.stringify(headers)).toEqual([403, 'XSRF check failed']);
  }
  expect((await write({ origin, 'x-atlassian-token': 'no-check' })).status).toBe(204);
  expect((await write({ 'user-agent': 'Mozilla/5.0', 'x-atlassian-token': 'no-check' })).status).toBe(204);
});

test('basic authentication can be off while tokens work', async () => {
  const tokensOnly = await startLab({ users: 100, basicAuth: false });
  const authorization = encodeBasic('admin', tokensOnly.admin.password);
  expect((await askConfluence(tokensOnly, '/rest/api/user/current', { authorization })).status).toBe(403);
  expect((await askConfluence(tokensOnly, '/rest/api/user/current')).status).toBe(200);
  await tokensOnly.close();
});

test('tokens are made, listed, used and dropped by their owner; the raw one is told once', async () => {
  const made = await askConfluence(lab, '/rest/pat/latest/tokens', {
    method: 'POST',
    body: { name: 'mine', expirationDuration: 30 },
    ...asUser('keep.nested'),
  });
  const { id, rawToken } = made.json as { id: number; rawToken: string };
  const authorization = `Bearer ${rawToken}`;
  const listed = await askConfluence(lab, '/rest/pat/1.0/tokens', { authorization });
  expect(listed.json).toEqual([
    {
      id,
      name: 'mine',
      createdAt: expect.any(String),
      lastAccessedAt: expect.any(String),
      expiringAt: expect.any(String),
    },
  ]);
  expect(await askStatus(`/rest/pat/latest/tokens/${id}`, { method: 'DELETE' })).toBe(404);
  expect(await askStatus(`/rest/pat/latest/tokens/${id}`, { method: 'DELETE', authorization })).toBe(204);
  expect(await askStatus('/rest/api/user/current', { authorization })).toBe(401);
});

test.each([0, -1, 1.5, 1e15, '30'])('a token cannot be made for %j days', async (expirationDuration) => {
  const body = { name: 'odd', expirationDuration };
  expect(await askStatus('/rest/pat/latest/tokens', { method: 'POST', body })).toBe(400);
  expect(await askStatus('/rest/pat/latest/tokens', {})).toBe(200);
});

test.each([
  ['de_DE', 204],
  ['None', 204],
  ['german', 400],
])('a locale of %s for one’s settings is answered with %i', async (locale, status) => {
  const body = { username: 'admin', locale };
  expect(await askStatus('/rest/api/user/settings', { method: 'PUT', body })).toBe(status);
});

test('people change their own password and details with the old password', async () => {
  const own = asUser('keep.nested.twice');
  const change = (oldPassword: string) =>
    askStatus('/rest/api/user/current/password', {
      method: 'POST',
      body: { oldPassword, newPassword: 'newer' },
      ...own,
    });
  expect(await change('wrong')).toBe(403);
  expect(await change('keep.nested.twice-secret')).toBe(204);
  const renewed = asUser('keep.nested.twice', 'newer');
  const body = { email: 'twice@example.org', currentPassword: 'newer' };
  expect(await askStatus('/rest/api/user/current', { method: 'PUT', body, ...renewed })).toBe(204);
});

test('one’s own password is asked for another e-mail alone', async () => {
  const own = asUser('keep.nested');
  const { json } = await askConfluence(lab, '/rest/mobile/1.0/profile/keep.nested');
  const { email } = json as { email: string };
  const change = (body: unknown) => askStatus('/rest/api/user/current', { method: 'PUT', body, ...own });
  expect(await change({ fullName: 'Nested Keeper', email })).toBe(204);
  expect(await change({ email: 'other@example.org' })).toBe(400);
  expect(await change({ email: 'other@example.org', currentPassword: 'wrong' })).toBe(403);
  expect(await change({})).toBe(400);
});

test('a Unicode name and password pass through Basic authentication', async () => {
  const reply = await askConfluence(lab, '/rest/api/user/current', asUser('田中太郎'));
  expect(reply.json).toMatchObject({ username: '田中太郎' });
  expect(decodeURIComponent(reply.headers.get('x-ausername') ?? '')).toBe('田中太郎');
});

test('the JSON-RPC address answers 401 while the Remote API is off', async () => {
  const path = '/rpc/json-rpc/confluenceservice-v2/getUser';
  expect(await askStatus(path, { method: 'POST', body: ['admin'] })).toBe(401);
});
