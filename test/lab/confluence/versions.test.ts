// What each release line has and lacks; a missing resource is a page, a missing object is a RestError.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askBare, askConfluence, collectPages, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

const labs = new Map<string, Lab>();
beforeAll(async () => {
  for (const line of ['9.2', '9.4', '10.2']) labs.set(line, await startLab({ confluence: line, users: 150 }));
});
afterAll(async () => {
  for (const [line, lab] of labs) {
    expect(lab.violations, line).toEqual([]);
    await lab.close();
  }
});

function labOf(line: string): Lab {
  const lab = labs.get(line);
  if (lab === undefined) throw new Error(`no lab of ${line}`);
  return lab;
}

test.each([
  ['/rest/api/user/list', [200, 200, 200]],
  ['/rest/api/server-information', [200, 200, 200]],
  ['/rest/api/instance-metrics', [200, 200, 200]],
  ['/rest/api/admin/users/list/active', [404, 200, 200]],
  ['/rest/api/group/keep/groupmember', [404, 200, 200]],
  ['/rest/api/group/groupmember?groupName=keep', [404, 404, 200]],
  ['/rest/api/permissions', [404, 200, 200]],
  ['/rest/api/permissions/user/admin', [404, 200, 200]],
  ['/rest/api/cluster/nodes', [404, 200, 200]],
  ['/rest/api/group/info?groupName=keep', [404, 404, 200]],
  ['/rest/api/user/list/active', [404, 404, 404]],
])('%s answers %j on 9.2, 9.4 and 10.2', async (path, expected) => {
  const statuses: number[] = [];
  for (const line of ['9.2', '9.4', '10.2']) statuses.push((await askConfluence(labOf(line), path)).status);
  expect(statuses).toEqual(expected);
});

test('a resource that does not exist yet is a page; a path that reads as a group name is a RestError', async () => {
  const missing = await askConfluence(labOf('9.2'), '/rest/api/admin/users/list/active');
  expect(missing.headers.get('content-type')).toContain('text/html');
  const taken = await askConfluence(labOf('9.2'), '/rest/api/group/member?groupName=keep');
  expect(taken.status).toBe(404);
  expect(taken.json).toMatchObject({ statusCode: 404 });
});

test('the last login is told by 10.2 only', async () => {
  for (const line of ['9.4', '10.2']) {
    const users = await collectPages<object>(labOf(line), '/rest/api/admin/users/list/active?expand=lastLogin');
    expect(
      users.some((user) => 'lastLogin' in user),
      line,
    ).toBe(line === '10.2');
    expect(users.every((user) => line === '10.2' || !('lastLogin' in user))).toBe(true);
  }
});

test('members of a group are for administrators from 10.0 on, and before that for whoever may see groups', async () => {
  const statuses: (readonly [string, number, number])[] = [];
  for (const line of ['9.2', '9.4', '10.2']) {
    const ask = async (username: string) => {
      const authorization = encodeBasic(username, `${username}-secret`);
      return (await askConfluence(labOf(line), '/rest/api/group/keep/member', { authorization })).status;
    };
    statuses.push([line, await ask('keep.direct'), await ask('unknown.unlicensed')]);
  }
  expect(statuses).toEqual([
    ['9.2', 200, 403],
    ['9.4', 200, 403],
    ['10.2', 403, 403],
  ]);
});

test('editing a user by REST is unknown to 9.2: the path exists for deleting, so it is 405', async () => {
  const body = { fullName: 'X', email: 'x@example.com' };
  const statuses: number[] = [];
  for (const line of ['9.2', '9.4', '10.2']) {
    statuses.push((await askConfluence(labOf(line), '/rest/api/admin/user/no.email', { method: 'PUT', body })).status);
  }
  expect(statuses).toEqual([405, 204, 204]);
});

test('the manifest is open to everybody: XML unless JSON is asked for', async () => {
  const lab = labOf('10.2');
  const xml = await askBare(`${lab.baseUrl}/rest/applinks/1.0/manifest`, {});
  expect(xml.text).toContain('<typeId>confluence</typeId><version>10.2.');
  const json = await askConfluence(lab, '/rest/applinks/1.0/manifest', { authorization: null });
  expect(json.json).toMatchObject({ typeId: 'confluence', url: lab.baseUrl, buildNumber: expect.any(Number) });
  const any = await fetch(`${lab.baseUrl}/rest/applinks/1.0/manifest`);
  expect(any.headers.get('content-type')).toBe('application/xml');
});

test('the manifest’s id belongs to the seed, and a clone can carry another', async () => {
  const readId = async (lab: Lab) =>
    ((await askConfluence(lab, '/rest/applinks/1.0/manifest')).json as { id: string }).id;
  const clone = await startLab({ users: 100, hostId: '00000000-0000-3000-a000-000000000001' });
  const other = await startLab({ users: 100, seed: 2 });
  expect(await readId(labOf('9.2'))).toBe(await readId(labOf('10.2')));
  expect(await readId(clone)).toBe('00000000-0000-3000-a000-000000000001');
  expect(await readId(other)).not.toBe(await readId(labOf('10.2')));
  await Promise.all([clone.close(), other.close()]);
});
