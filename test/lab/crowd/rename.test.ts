// Renaming through Crowd: the same account under another name, for Crowd, for Confluence, and for who reads the source.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl, askCrowd, type CrowdQuestion } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 150, directories: 'three' });
});
afterAll(() => lab.close());

const rename = (username: string, body: unknown, question: CrowdQuestion = {}) =>
  askCrowd(lab, `user/rename?username=${encodeURIComponent(username)}`, { method: 'POST', body, ...question });
const read = async (username: string, question: CrowdQuestion = {}) =>
  (await askCrowd(lab, `user?username=${username}&expand=attributes`, question)).json as Record<string, unknown>;
const groupsOf = async (username: string) =>
  (await askCrowd(lab, `user/group/direct?username=${username}`)).json as { groups: { name: string }[] };

test('a renamed user keeps key, names, attributes and groups, and Confluence the user key', async () => {
  const before = await read('keep.direct');
  const groups = await groupsOf('keep.direct');
  const known = (await askConfluence(lab, '/rest/api/user?username=keep.direct')).json as { userKey: string };
  const reply = await rename('Keep.Direct', { 'new-name': 'kept.direct' });
  expect([reply.status, reply.json]).toMatchObject([200, { name: 'kept.direct', key: before.key, active: true }]);
  expect(await read('kept.direct')).toMatchObject({
    email: before.email,
    'display-name': before['display-name'],
    'created-date': before['created-date'],
  });
  expect((await groupsOf('kept.direct')).groups.map((group) => group.name)).toEqual(
    groups.groups.map((one) => one.name),
  );
  expect((await askCrowd(lab, 'user?username=keep.direct')).status).toBe(404);
  expect((await askConfluence(lab, '/rest/api/user?username=keep.direct')).status).toBe(404);
  const after = await askConfluence(lab, '/rest/api/user?username=kept.direct');
  expect(after.json).toMatchObject({ username: 'kept.direct', userKey: known.userKey });
  expect(
    (
      await askCrowd(lab, 'authentication?username=kept.direct', {
        method: 'POST',
        body: { value: 'keep.direct-secret' },
      })
    ).status,
  ).toBe(200);
});

test('a name that is taken or blank is INVALID_USER, and an unknown user 404', async () => {
  for (const wish of ['admin', ' x ', '']) {
    const reply = await rename('keep.nested', { 'new-name': wish });
    expect([reply.status, reply.json]).toMatchObject([400, { reason: 'INVALID_USER' }]);
  }
  expect((await rename('keep.nested', { newName: 'x' })).json).toMatchObject({ reason: 'ILLEGAL_ARGUMENT' });
  const missing = await rename('nobody', { 'new-name': 'somebody' });
  expect([missing.status, missing.json]).toMatchObject([404, { reason: 'USER_NOT_FOUND' }]);
  const readOnly = await rename('ldap.only.idle', { 'new-name': 'x' }, { application: 'user-management-connector' });
  expect(readOnly.json).toMatchObject({ reason: 'APPLICATION_PERMISSION_DENIED' });
});

test('only the case of letters may change, and XML may name the new name in both ways', async () => {
  const inside = '<new-name><new-name>Keep.Nested</new-name></new-name>';
  expect((await rename('keep.nested', inside)).json).toMatchObject({ name: 'Keep.Nested' });
  expect((await rename('Keep.Nested', '<new-name>keep.nested</new-name>')).json).toMatchObject({ name: 'keep.nested' });
});

test('a user renamed at the source of a synchronised directory is the same user in Confluence', async () => {
  const known = (await askConfluence(lab, '/rest/api/user?username=crowd.only.idle')).json as { userKey: string };
  await rename('crowd.only.idle', { 'new-name': 'crowd.renamed' }, { application: 'user-management-crowd' });
  expect((await askConfluence(lab, '/rest/api/user?username=crowd.only.idle')).status).toBe(200);
  await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
  const after = await askConfluence(lab, '/rest/api/user?username=crowd.renamed');
  expect(after.json).toMatchObject({ type: 'known', userKey: known.userKey });
});
