// What Confluence tells about users and groups: exact shapes, what is left out, names of every kind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askBare, askConfluence, collectPages } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { DELICATE } from '../world/delicate.ts';
import { TRAPS } from '../world/traps.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 700 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

test('a user has the documented shape and nothing of e-mail, directory or login', async () => {
  const reply = await askConfluence(lab, '/rest/api/user?username=admin');
  const key = lab.world.users.get('admin')?.userKey;
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('application/json');
  expect(reply.json).toEqual({
    type: 'known',
    username: 'admin',
    userKey: key,
    profilePicture: { path: expect.any(String), width: 48, height: 48, isDefault: true },
    displayName: 'Ada Ministrator',
    _links: { self: `${lab.baseUrl}/rest/api/user?key=${key}`, base: lab.baseUrl, context: '/confluence' },
    _expandable: { status: '' },
  });
});

test('expanding the status gives a word, and a disabled user is deactivated', async () => {
  const current = await askConfluence(lab, '/rest/api/user?username=admin&expand=status');
  const disabled = await askConfluence(lab, '/rest/api/user?username=disabled.idle&expand=status,details.personal');
  expect(current.json).toMatchObject({ status: 'current', _expandable: {} });
  expect(disabled.json).toMatchObject({ status: 'deactivated' });
});

test.each([...TRAPS, ...DELICATE].map((member) => member.username))(
  'finds %s by encoded name and by key',
  async (name) => {
    const byName = await askConfluence(lab, `/rest/api/user?username=${encodeURIComponent(name)}`);
    expect(byName.json).toMatchObject({ username: name });
    const { userKey } = byName.json as { userKey: string };
    const byKey = await askConfluence(lab, `/rest/api/user?key=${userKey}`);
    expect(byKey.json).toMatchObject({ username: name });
  },
);

test('a missing user is a 404 with a RestError', async () => {
  const reply = await askConfluence(lab, '/rest/api/user?username=nobody');
  expect(reply.status).toBe(404);
  expect(reply.json).toMatchObject({ statusCode: 404, data: { errors: [], successful: false }, reason: 'Not Found' });
});

test('without an Accept header errors are XML status documents', async () => {
  const authorization = `Bearer ${lab.admin.token}`;
  const missing = await askBare(`${lab.baseUrl}/rest/api/user?username=nobody`, { authorization });
  expect(missing.text).toContain('<status><status-code>404</status-code>');
  const unknown = await askBare(`${lab.baseUrl}/rest/api/nothing`, { authorization });
  expect(unknown.text).toContain('<message>null for uri: ');
  const fine = await askBare(`${lab.baseUrl}/rest/api/user?username=admin`, { authorization });
  expect(JSON.parse(fine.text)).toMatchObject({ username: 'admin' });
});

test('an unknown route is a 404 page in HTML', async () => {
  const reply = await askConfluence(lab, '/rest/api/nothing/here');
  expect(reply.status).toBe(404);
  expect(reply.headers.get('content-type')).toContain('text/html');
  const outside = await fetch(new URL('/elsewhere', lab.baseUrl));
  expect([outside.status, outside.headers.get('content-type')]).toEqual([404, 'text/html;charset=UTF-8']);
});

test('a known path with a wrong method is 405', async () => {
  const reply = await askConfluence(lab, '/rest/api/user/list', { method: 'POST', body: {} });
  expect(reply.status).toBe(405);
});

test('the list holds everybody, disabled and unlicensed included, each once', async () => {
  const users = await collectPages<{ username: string; status: string }>(
    lab,
    '/rest/api/user/list?limit=150&expand=status',
  );
  expect(new Set(users.map((user) => user.username)).size).toBe(700);
  expect(users).toHaveLength(700);
  expect(users.filter((user) => user.status === 'deactivated').length).toBeGreaterThan(10);
});

test('the licensed list has e-mail and, on request, the last login: an instant, null, or nothing at all', async () => {
  const users = await collectPages<Record<string, unknown>>(lab, '/rest/api/admin/users/list/active?expand=lastLogin');
  const find = (username: string) => users.find((user) => user.username === username);
  expect(find('admin')?.lastLogin).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/);
  expect(find('build-bot')).toMatchObject({ lastLogin: null, email: 'build-bot@example.com' });
  expect(find('unknown.licensed')).not.toHaveProperty('lastLogin');
  expect(find('no.email')).not.toHaveProperty('email');
  expect(find('disabled.idle')).toBeUndefined();
  expect(find('unknown.unlicensed')).toBeUndefined();
  expect(find('nested.licence.idle')).toBeDefined();
  const plain = await askConfluence(lab, '/rest/api/admin/users/list/active?limit=1');
  expect((plain.json as { results: object[] }).results[0]).not.toHaveProperty('lastLogin');
});

test('the licensed list is sorted by last login, the longest ago first', async () => {
  const users = await collectPages<{ lastLogin?: string | null }>(
    lab,
    '/rest/api/admin/users/list/active?expand=lastLogin&limit=200',
  );
  const logins = users.map((user) => user.lastLogin ?? '');
  expect(logins).toEqual(logins.toSorted());
});

test('the licence count agrees with the licensed list', async () => {
  const count = await askConfluence(lab, '/rest/license/1.0/license/userCount');
  const users = await collectPages(lab, '/rest/api/admin/users/list/active?limit=200');
  expect(count.json).toEqual({ count: users.length });
});

test('the terms of the licence are told in epoch milliseconds, to administrators', async () => {
  const path = '/rest/license/1.0/license/details';
  const { expiryDate, maintenanceExpiryDate } = (await askConfluence(lab, path)).json as Record<string, number>;
  expect([expiryDate, maintenanceExpiryDate].every((end) => Number(end) > Date.now())).toBe(true);
  expect((await askConfluence(lab, path, { authorization: null })).status).toBe(401);
});

test('members and memberships are direct ones only; nesting is told by the groups around', async () => {
  const members = await collectPages<{ username: string }>(lab, '/rest/api/group/keep/member');
  const names = members.map((user) => user.username);
  expect(names).toContain('keep.direct');
  expect(names).not.toContain('keep.nested');
  const memberof = await collectPages<{ name: string }>(lab, '/rest/api/user/memberof?username=keep.nested');
  expect(memberof.map((group) => group.name)).toEqual(['confluence-users', 'keep-board']);
  const read = async (path: string) => (await collectPages<{ name: string }>(lab, path)).map((group) => group.name);
  expect(await read('/rest/api/group/keep/groupmember')).toEqual(['keep-board', 'keep/legal', 'service-accounts']);
  expect(await read('/rest/api/group/keep-board-deputies/groupparent')).toEqual(['keep-board']);
  expect(await read('/rest/api/group/keep-board-deputies/groupancestor')).toEqual(['keep', 'keep-board']);
});

test('a group with a slash in its name is out of reach by path and within reach by parameter', async () => {
  for (const path of ['keep/legal', 'keep%2Flegal', 'keep%252Flegal']) {
    expect((await askConfluence(lab, `/rest/api/group/${path}/member`)).status, path).toBe(404);
  }
  const members = await collectPages<{ username: string }>(lab, '/rest/api/group/member?groupName=keep%2Flegal');
  expect(members.map((user) => user.username)).toEqual(['keep.slash']);
  const info = await askConfluence(lab, '/rest/api/group/info?groupName=keep%2Flegal');
  expect(info.json).toMatchObject({ type: 'group', name: 'keep/legal' });
});

test('group names with plus, blank, percent sign and accents can be addressed when encoded', async () => {
  for (const name of ['team+plus %20', 'équipe données']) {
    const reply = await askConfluence(lab, `/rest/api/group/${encodeURIComponent(name)}`);
    expect(reply.json).toMatchObject({ name });
  }
});

test('the mobile profile tells an e-mail address', async () => {
  const reply = await askConfluence(lab, `/rest/mobile/1.0/profile/${encodeURIComponent('plus+idle')}`);
  expect(reply.json).toMatchObject({ userName: 'plus+idle', email: 'plus.2bidle@example.com', unknownUser: false });
});

test('search by CQL finds users and wraps them', async () => {
  const cql = encodeURIComponent('type=user AND user.fullname ~ "Minis*"');
  const reply = await askConfluence(lab, `/rest/api/search?cql=${cql}`);
  expect(reply.json).toMatchObject({ results: [{ user: { username: 'admin' }, entityType: 'user' }], size: 1 });
  expect((await askConfluence(lab, `/rest/api/search/user?cql=${cql}`)).status).toBe(404);
});

describe('a search for users', () => {
  const find = async (cql: string) => {
    const reply = await askConfluence(lab, `/rest/api/search?cql=${encodeURIComponent(cql)}&limit=200`);
    return reply.status === 200
      ? (reply.json as { results: { user: { username: string } }[] }).results.map(({ user }) => user.username)
      : reply.status;
  };

  test.each([
    ['type=user and user in ("admin", \'Keep.Direct\')', ['admin', 'keep.direct']],
    ['type = "user" and user.fullname ~ "Ada Ministrator"', ['admin']],
    ['user.fullname ~ "ada min*" and type = user', ['admin']],
    ['type=user and user.fullname ~ Minis*', ['admin']],
    ['type=user and user.fullname ~ "ada*" and user = "keep.direct"', []],
    ['type=user and user = "admin" and space = "X"', []],
    ['type=user and user != "admin"', []],
    ['type=user and user = "disabled.idle"', []],
  ])(
    'holds every condition against everybody who is active, and finds nobody by one it does not know: %s',
    async (cql, names) => {
      expect(await find(cql)).toEqual(names);
    },
  );

  test.each([
    'type=user and',
    'type=user or type=page',
    'type=user and user.fullname !~ "ada"',
    'type=user and user = "a',
  ])('is refused where it cannot be parsed: %s', async (cql) => {
    expect(await find(cql)).toBe(400);
  });
});

test('latest is another word for the version', async () => {
  const reply = await askConfluence(lab, '/rest/api/latest/user?username=admin');
  expect(reply.json).toMatchObject({ username: 'admin' });
});
