// What 7.4, 7.19, 8.3 and 8.5 have and lack, and how their refusals differ from today's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

const LINES = ['7.4', '7.19', '8.3', '8.5'] as const;
const labs = new Map<string, Lab>();
beforeAll(async () => {
  for (const line of LINES) labs.set(line, await startLab({ confluence: line, users: 120 }));
});
afterAll(async () => {
  for (const lab of labs.values()) await lab.close();
});

function labOf(line: string): Lab {
  const lab = labs.get(line);
  if (lab === undefined) throw new Error(`no lab of ${line}`);
  return lab;
}

const person = { userName: 'fresh.face', fullName: 'Fresh Face', email: 'fresh@example.com', password: 'pw' };

test.each([
  ['GET', '/rest/api/user?username=admin', undefined, [200, 200, 200, 200]],
  ['GET', '/rest/api/user/memberof?username=admin', undefined, [200, 200, 200, 200]],
  ['GET', '/rest/api/group/keep/member', undefined, [200, 200, 200, 200]],
  ['GET', '/rest/api/accessmode', undefined, [200, 200, 200, 200]],
  ['GET', '/rest/pat/latest/tokens', undefined, [404, 200, 200, 200]],
  ['GET', '/rest/api/user/list', undefined, [404, 404, 404, 200]],
  ['GET', '/rest/api/admin/users/list/active', undefined, [404, 404, 404, 404]],
  ['GET', '/rest/api/server-information', undefined, [404, 404, 404, 404]],
  ['GET', '/rest/api/permissions', undefined, [404, 404, 404, 404]],
  ['GET', '/rest/api/group/keep/groupmember', undefined, [404, 404, 404, 404]],
  ['PUT', '/rest/api/user/show.long/group/all-staff', undefined, [404, 404, 204, 204]],
  ['DELETE', '/rest/api/user/show.long/group/all-staff', undefined, [404, 404, 204, 204]],
  ['PUT', '/rest/api/admin/user/show.long/disable', undefined, [404, 404, 204, 204]],
  ['PUT', '/rest/api/admin/user/show.long/enable', undefined, [404, 404, 204, 204]],
  ['DELETE', '/rest/api/admin/user/show.break', undefined, [404, 404, 202, 202]],
  ['POST', '/rest/api/admin/group', { type: 'group', name: 'made' }, [404, 404, 200, 200]],
  ['DELETE', '/rest/api/admin/group/made', undefined, [404, 404, 204, 204]],
  ['POST', '/rest/api/admin/user', person, [404, 404, 404, 201]],
  ['POST', '/rest/api/admin/user/show.rtl/password', { password: 'new' }, [404, 404, 404, 204]],
  ['POST', '/rest/api/user/current/password', { oldPassword: 'x' }, [404, 404, 404, 400]],
  ['PUT', '/rest/api/admin/user/show.rtl', { fullName: 'X', email: 'x@example.com' }, [404, 404, 405, 405]],
])('%s %s answers by version', async (method, path, body, expected) => {
  const statuses: number[] = [];
  for (const line of LINES) {
    const reply = await askConfluence(labOf(line), path, body === undefined ? { method } : { method, body });
    statuses.push(reply.status);
    if (reply.status === 404) expect(reply.headers.get('content-type'), line).toContain('text/html');
  }
  expect(statuses).toEqual(expected);
});

test('the manifest tells each version', async () => {
  for (const line of LINES) {
    const reply = await askConfluence(labOf(line), '/rest/applinks/1.0/manifest', { authorization: null });
    expect((reply.json as { version: string }).version.startsWith(`${line}.`)).toBe(true);
  }
});

describe('tokens', () => {
  test('are not yet understood by 7.4: who brings one is nobody', async () => {
    const lab = labOf('7.4');
    expect([lab.admin.token, lab.service.token]).toEqual(['', '']);
    const reply = await askConfluence(lab, '/rest/api/user/current', { authorization: 'Bearer anything' });
    expect(reply.json).toMatchObject({ type: 'anonymous' });
    const { username, password = '' } = lab.service;
    const known = await askConfluence(lab, '/rest/api/user/current', {
      authorization: encodeBasic(username, password),
    });
    expect(known.json).toMatchObject({ username: 'um-service' });
  });

  test('open 7.19, and a wrong one does not', async () => {
    const lab = labOf('7.19');
    expect((await askConfluence(lab, '/rest/api/user/current')).json).toMatchObject({ username: 'admin' });
    const reply = await askConfluence(lab, '/rest/api/user/current', { authorization: 'Bearer wrong' });
    expect(reply.status).toBe(401);
  });
});

test('refusals of 7.x lack reason and allowedInReadOnlyMode and say notSuccessful', async () => {
  const path = '/rest/api/user?username=nobody';
  const old = await askConfluence(labOf('7.19'), path);
  expect(old.json).toEqual({
    statusCode: 404,
    data: { authorized: false, valid: true, errors: [], successful: false, notSuccessful: true },
    message: expect.stringContaining('nobody'),
  });
  const newer = await askConfluence(labOf('8.3'), path);
  expect(newer.json).toMatchObject({ reason: 'Not Found', data: { allowedInReadOnlyMode: true } });
  expect(newer.json).not.toHaveProperty('data.notSuccessful');
});
