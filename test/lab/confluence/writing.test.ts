// Changes by REST: success codes, repeated calls, refusals, and what reading shows afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, collectPages, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { listLicensed } from '../world/views.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 300, deleteTaskMs: 60_000 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

const put = (path: string) => askConfluence(lab, path, { method: 'PUT' });
const remove = (path: string) => askConfluence(lab, path, { method: 'DELETE' });
const create = (body: object) => askConfluence(lab, '/rest/api/admin/user', { method: 'POST', body });

async function readStatus(username: string): Promise<unknown> {
  const reply = await askConfluence(lab, `/rest/api/user?username=${encodeURIComponent(username)}&expand=status`);
  return (reply.json as { status?: string }).status;
}

test('disabling and enabling answer 204, also the second time, and show in the status', async () => {
  const path = `/rest/api/admin/user/${encodeURIComponent('plus+idle')}`;
  expect((await put(`${path}/disable`)).status).toBe(204);
  expect((await put(`${path}/disable`)).status).toBe(204);
  expect(await readStatus('plus+idle')).toBe('deactivated');
  expect((await put(`${path}/enable`)).status).toBe(204);
  expect(await readStatus('plus+idle')).toBe('current');
  expect((await put('/rest/api/admin/user/nobody/disable')).status).toBe(404);
});

test('a disabled user leaves the licensed list but stays a member', async () => {
  await put('/rest/api/admin/user/show.rtl/disable');
  const active = await collectPages<{ username: string }>(lab, '/rest/api/admin/users/list/active');
  expect(active.some((user) => user.username === 'show.rtl')).toBe(false);
  const groups = await collectPages<{ name: string }>(lab, '/rest/api/user/memberof?username=show.rtl');
  expect(groups.map((group) => group.name)).toEqual(['confluence-users']);
});

test('memberships are set and taken back with 204, repeated calls included', async () => {
  const path = `/rest/api/user/${encodeURIComponent("d'angelo")}/group/${encodeURIComponent('team+plus %20')}`;
  for (const method of ['PUT', 'PUT']) expect((await askConfluence(lab, path, { method })).status).toBe(204);
  const members = await collectPages<{ username: string }>(
    lab,
    `/rest/api/group/${encodeURIComponent('team+plus %20')}/member`,
  );
  expect(members.map((user) => user.username)).toEqual(["d'angelo"]);
  for (const method of ['DELETE', 'DELETE']) expect((await askConfluence(lab, path, { method })).status).toBe(204);
  expect((await put('/rest/api/user/nobody/group/keep')).status).toBe(404);
  expect((await put('/rest/api/user/admin/group/no-such-group')).status).toBe(404);
});

test('no path can carry a name with a slash, so no change reaches it', async () => {
  expect((await put('/rest/api/admin/user/emea%2Fidle/disable')).status).toBe(404);
  expect((await put('/rest/api/user/slash.group.idle/group/partners%2Femea')).status).toBe(404);
  expect(await readStatus('emea/idle')).toBe('current');
});

test('a licence held through two groups is gone only after both', async () => {
  const holds = () => listLicensed(lab.world).index.items.some((user) => user.username === 'two.licences.idle');
  await remove('/rest/api/user/two.licences.idle/group/confluence-users');
  expect(holds()).toBe(true);
  await remove('/rest/api/user/two.licences.idle/group/all-staff');
  expect(holds()).toBe(false);
});

test('a created user has a key, the default group, and can log in', async () => {
  const created = await create({
    userName: 'new.person',
    fullName: 'New Person',
    email: 'new@example.com',
    password: 'pw',
  });
  expect(created.status).toBe(201);
  expect(created.json).toEqual({ userKey: expect.stringMatching(/^[0-9a-f]{32}$/) });
  const groups = await collectPages<{ name: string }>(lab, '/rest/api/user/memberof?username=new.person');
  expect(groups.map((group) => group.name)).toEqual(['confluence-users']);
  const own = await askConfluence(lab, '/rest/api/user/current', { authorization: encodeBasic('new.person', 'pw') });
  expect(own.json).toMatchObject({ username: 'new.person' });
  const again = await create({ userName: 'new.person', fullName: 'Twin', email: 'twin@example.com', password: 'pw' });
  expect(again.status).toBe(409);
});

test.each([
  ['a blank name', { userName: ' ' }],
  ['a blank inside', { userName: 'a b' }],
  ['a capital', { userName: 'Abc' }],
  ['a plus', { userName: 'a+b' }],
  ['an apostrophe', { userName: "o'hara" }],
  ['a backslash', { userName: 'a\\b' }],
  ['the name anonymous', { userName: 'anonymous' }],
  ['no e-mail', { email: '' }],
  ['no valid e-mail', { email: 'nowhere' }],
  ['no full name', { fullName: '' }],
  ['no password and no notice', { password: undefined }],
  ['a password and a notice', { notifyViaEmail: true }],
])('refuses to create a user with %s', async (_what, change) => {
  const body = { userName: 'fine', fullName: 'Fine', email: 'fine@example.com', password: 'pw', ...change };
  const reply = await create(body);
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({
    data: { valid: false, errors: [{ message: { translation: expect.any(String) } }] },
  });
});

test('the e-mail and full name can be edited', async () => {
  const body = { fullName: 'Renamed', email: 'renamed@example.com' };
  const reply = await askConfluence(lab, '/rest/api/admin/user/no.email', { method: 'PUT', body });
  expect(reply.status).toBe(204);
  expect((await askConfluence(lab, '/rest/mobile/1.0/profile/no.email')).json).toMatchObject({ email: body.email });
});

test.each([[[]], [{}], [{ fullName: 5 }], [{ fullName: null }], [{ fullName: ' ' }], [{ fullName: 'A', email: '' }]])(
  'an edit with %j is refused and changes nothing',
  async (body) => {
    const profile = async () => (await askConfluence(lab, '/rest/mobile/1.0/profile/show.rtl')).json;
    const before = await profile();
    expect((await askConfluence(lab, '/rest/api/admin/user/show.rtl', { method: 'PUT', body })).status).toBe(400);
    expect(await profile()).toEqual(before);
  },
);

test('a password set by a system administrator opens the door; a blank one is refused', async () => {
  const path = '/rest/api/admin/user/keep.direct/password';
  expect((await askConfluence(lab, path, { method: 'POST', body: { password: ' ' } })).status).toBe(400);
  expect((await askConfluence(lab, path, { method: 'POST', body: { password: 'open sesame' } })).status).toBe(204);
  const authorization = encodeBasic('keep.direct', 'open sesame');
  expect((await askConfluence(lab, '/rest/api/user/current', { authorization })).status).toBe(200);
});

test('deleting answers 202 and takes its time: readable until the task ends, then gone for good', async () => {
  const submitted = await remove('/rest/api/admin/user/show.markup');
  expect(submitted.status).toBe(202);
  const { id, links } = submitted.json as { id: string; links: { status: string } };
  expect(links.status).toContain(id);
  const progress = async () => (await askConfluence(lab, `/rest/api/longtask/${id}`)).json;
  expect(await progress()).toMatchObject({ id, successful: false, messages: [] });
  expect(await readStatus('show.markup')).toBe('current');
  const key = lab.world.users.get('show.markup')?.userKey;
  lab.clock.advanceDays(1);
  expect(await progress()).toMatchObject({ percentageComplete: 100, successful: true });
  expect((await askConfluence(lab, '/rest/api/user?username=show.markup')).status).toBe(404);
  expect((await askConfluence(lab, `/rest/api/user?key=${key}`)).status).toBe(404);
  const again = await create({ userName: 'show.markup', fullName: 'Back', email: 'back@example.com', password: 'pw' });
  expect(again.json).not.toEqual({ userKey: key });
});

test('a long task is nobody else’s business', async () => {
  const submitted = await remove('/rest/api/admin/user/show.formula');
  const { id } = submitted.json as { id: string };
  const other = await askConfluence(lab, `/rest/api/longtask/${id}`, { authorization: `Bearer ${lab.service.token}` });
  expect(other.status).toBe(404);
  expect((await askConfluence(lab, `/rest/api/longtask/${id}`, { authorization: null })).status).toBe(404);
  expect((await askConfluence(lab, '/rest/api/longtask', { authorization: null })).json).toMatchObject({ results: [] });
});

test('groups are created once and deleted once; the last group of administrators stays', async () => {
  const body = { type: 'group', name: 'fresh' };
  const created = await askConfluence(lab, '/rest/api/admin/group', { method: 'POST', body });
  expect([200, 201]).toContain(created.status);
  expect(created.json).toMatchObject({ type: 'group', name: 'fresh' });
  expect((await askConfluence(lab, '/rest/api/admin/group', { method: 'POST', body })).status).toBe(409);
  const untyped = [{}, { name: 'untyped' }, { Type: 'group', name: 'untyped' }, { type: 'GROUP', name: 'untyped' }];
  for (const odd of [...untyped, { type: 'group' }, { type: 'group', Name: 'untyped' }]) {
    expect((await askConfluence(lab, '/rest/api/admin/group', { method: 'POST', body: odd })).status).toBe(400);
  }
  expect((await askConfluence(lab, '/rest/api/group/untyped')).status).toBe(404);
  expect((await remove('/rest/api/admin/group/fresh')).status).toBe(204);
  expect((await remove('/rest/api/admin/group/fresh')).status).toBe(404);
  expect((await remove('/rest/api/admin/group/confluence-administrators')).status).toBe(400);
});

test('a body that is not JSON is refused', async () => {
  const headers = { 'content-type': 'application/xml' };
  expect((await askConfluence(lab, '/rest/api/admin/user', { method: 'POST', headers })).status).toBe(415);
  const broken = await fetch(`${lab.baseUrl}/rest/api/admin/user`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${lab.admin.token}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: '{"userName":',
  });
  expect(broken.status).toBe(400);
});

test('changes stand in the audit log, newest first', async () => {
  await put('/rest/api/admin/user/keep.slash/disable');
  const reply = await askConfluence(lab, '/rest/api/audit?limit=1');
  const record = { summary: 'User deactivated', author: { username: 'admin' }, affectedObject: { name: 'keep.slash' } };
  expect(reply.json).toMatchObject({ results: [record] });
});

test('the full licence refuses another user with 402', async () => {
  const full = await startLab({ users: 100, licenceSeats: 10 });
  const body = { userName: 'late', fullName: 'Late', email: 'late@example.com', password: 'pw' };
  const reply = await askConfluence(full, '/rest/api/admin/user', { method: 'POST', body });
  expect(reply.status).toBe(402);
  await full.close();
});

test('a read-only site says so and refuses every change', async () => {
  const still = await startLab({ users: 100, readOnly: true });
  expect((await askConfluence(still, '/rest/api/accessmode')).text).toBe('"READ_ONLY"');
  const reply = await askConfluence(still, '/rest/api/admin/user/keep.direct/disable', { method: 'PUT' });
  expect(reply.status).toBe(405);
  expect(reply.json).toMatchObject({ data: { allowedInReadOnlyMode: false } });
  await still.close();
});
