// Global permissions by REST: direct grants per subject, and that granting changes who is licensed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { findUser, isLicensed } from '../world/views.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

type Grant = {
  operation: { operationKey: string; targetType: string };
  subject: { displayName: string; type: string };
};

async function readGrants(path: string): Promise<string[]> {
  const reply = await askConfluence(lab, `/rest/api/permissions${path}`);
  return (reply.json as Grant[]).map(({ operation }) => `${operation.targetType}/${operation.operationKey}`);
}

const put = (path: string, body: unknown) =>
  askConfluence(lab, `/rest/api/permissions${path}`, { method: 'PUT', body });

test('groups and users tell what they hold themselves, not what they inherit', async () => {
  expect(await readGrants('/group/confluence-administrators')).toContain('system/administer');
  expect(await readGrants('/group/platform-admins')).toEqual([]);
  expect(await readGrants('/user/admin')).toEqual([]);
  expect(await readGrants('/user/admin.grant')).toEqual(['application/administer']);
  const key = findUser(lab.world, 'admin.grant')?.userKey;
  expect(await readGrants(`/user/${key}`)).toEqual(['application/administer']);
  expect(await readGrants('/anonymous')).toEqual(['application/use']);
  expect(await readGrants('/unlicensed')).toEqual([]);
});

test('the whole list names every subject', async () => {
  const all = (await askConfluence(lab, '/rest/api/permissions')).json as Grant[];
  const licence = all
    .filter(({ operation }) => operation.operationKey === 'use')
    .map(({ subject }) => subject.displayName);
  expect(licence).toEqual([
    'anonymous',
    'all-staff',
    'confluence-administrators',
    'confluence-users',
    'site-administrators',
  ]);
});

test('granting and revoking the use of the application changes who is licensed', async () => {
  const user = findUser(lab.world, 'unknown.unlicensed');
  const use = [{ operationKey: 'use', targetType: 'application' }];
  expect((await put('/group/partners%20none/grant', use)).status).toBe(404);
  expect((await put('/user/unknown.unlicensed/grant', use)).status).toBe(204);
  expect(user !== undefined && isLicensed(lab.world, user)).toBe(true);
  expect((await put('/user/unknown.unlicensed/revoke', use)).status).toBe(204);
  expect(user !== undefined && isLicensed(lab.world, user)).toBe(false);
});

test('whoever loses the use of the application loses everything else that was granted, and no other revocation does that', async () => {
  const use = { operationKey: 'use', targetType: 'application' };
  const administer = { operationKey: 'administer', targetType: 'application' };
  const space = { operationKey: 'create', targetType: 'space' };
  for (const subject of ['/group/contractors', '/user/keep.direct']) {
    expect((await put(`${subject}/grant`, [use, administer, space])).status).toBe(204);
    expect((await put(`${subject}/revoke`, [space])).status).toBe(204);
    expect(await readGrants(subject)).toEqual(['application/use', 'application/administer']);
    expect((await put(`${subject}/revoke`, [use])).status).toBe(204);
    expect(await readGrants(subject)).toEqual([]);
  }
  const read = { operationKey: 'read', targetType: 'user' };
  await put('/anonymous/grant', [use, read]);
  await put('/anonymous/revoke', [use]);
  expect(await readGrants('/anonymous')).toEqual([]);
  await put('/anonymous/grant', [use]);
  const unlicensed = { operationKey: 'use_unlicensed', targetType: 'application' };
  await put('/unlicensed/grant', [unlicensed, read]);
  await put('/unlicensed/revoke', [unlicensed]);
  expect(await readGrants('/unlicensed')).toEqual([]);
});

test('a plain administrator cannot take system administration away together with the use of the application', async () => {
  const use = { operationKey: 'use', targetType: 'application' };
  const asPlain = (path: string, body: unknown) =>
    askConfluence(lab, `/rest/api/permissions${path}`, {
      method: 'PUT',
      body,
      authorization: encodeBasic('admin.site', 'admin.site-secret'),
    });
  const before = await readGrants('/group/confluence-administrators');
  expect((await asPlain('/group/confluence-administrators/revoke', [use])).status).toBe(403);
  expect((await asPlain('', [{ groupName: 'confluence-administrators', operations: [use] }])).status).toBe(403);
  expect(await readGrants('/group/confluence-administrators')).toEqual(before);
});

test('many subjects are set at once, and an unknown permission is refused before any', async () => {
  const use = { operationKey: 'use', targetType: 'application' };
  const set = await put('', [{ groupName: 'keep', operations: [use] }]);
  expect(set.status).toBe(204);
  expect(await readGrants('/group/keep')).toEqual(['application/use']);
  const wrong = await put('', [
    { groupName: 'keep', operations: [] },
    { groupName: 'keep-board', operations: [{ operationKey: 'fly', targetType: 'application' }] },
  ]);
  expect(wrong.status).toBe(400);
  expect(await readGrants('/group/keep')).toEqual(['application/use']);
});

test('forty different subjects are set at once and no more, however often each of them stands there', async () => {
  const use = { operationKey: 'use', targetType: 'application' };
  const people = [...lab.world.users.values()].filter(({ username }) => /^[a-z]+\.[a-z]+$/.test(username));
  const wish = (count: number) => people.slice(0, count).map(({ userKey }) => ({ userKey, operations: [use] }));
  expect(people.length).toBeGreaterThan(41);
  const tooMany = await put('', wish(41));
  expect(tooMany).toMatchObject({ status: 400, json: { message: expect.stringContaining('At most 40 different') } });
  expect((await put('', [...wish(40), ...wish(40)])).status).toBe(204);
  expect(
    (
      await put(
        '',
        wish(40).map((one) => ({ ...one, operations: [] })),
      )
    ).status,
  ).toBe(204);
});

test('visitors and the unlicensed can be granted what is for them, and nothing of what is for members', async () => {
  const grant = (subject: string, targetType: string, operationKey: string) =>
    put(`/${subject}/grant`, [{ targetType, operationKey }]);
  expect((await grant('anonymous', 'user', 'read')).status).toBe(204);
  expect(await readGrants('/anonymous')).toEqual(['application/use', 'user/read']);
  expect((await grant('unlicensed', 'application', 'use_unlicensed')).status).toBe(204);
  for (const subject of ['anonymous', 'unlicensed']) {
    expect((await grant(subject, 'system', 'administer')).status).toBe(400);
    expect((await grant(subject, 'space', 'create')).status).toBe(400);
  }
  expect((await grant('group/keep', 'application', 'use_unlicensed')).status).toBe(400);
});

test('an unknown subject is 404', async () => {
  expect((await askConfluence(lab, '/rest/api/permissions/user/nobody')).status).toBe(404);
  expect((await askConfluence(lab, '/rest/api/permissions/group/nothing')).status).toBe(404);
});
