// The control address: request log, clock, login, synchronisation and the truth about the world.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl } from '../ask.ts';
import { DAY_MS } from '../clock.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LoggedRequest } from '../wire/request-log.ts';
import { TRAPS } from '../world/traps.ts';
import type { LabState } from './state.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 250 });
});
afterAll(() => lab.close());

test('the log holds every request with path, query, status and user, counted from 1', async () => {
  await askControl(lab, 'DELETE', '/requests');
  await askConfluence(lab, '/rest/api/user?username=plus%2Bidle');
  await askConfluence(lab, '/rest/api/user/current', { authorization: null });
  await fetch(lab.crowdUrl);
  const reply = await askControl(lab, 'GET', '/requests');
  const { requests } = reply.json as { requests: LoggedRequest[] };
  expect(requests).toEqual([
    {
      n: 1,
      at: expect.stringMatching(/Z$/),
      service: 'confluence',
      method: 'GET',
      path: '/confluence/rest/api/user',
      query: 'username=plus%2Bidle',
      status: 200,
      user: 'admin',
    },
    expect.objectContaining({ n: 2, path: '/confluence/rest/api/user/current', query: '', status: 200, user: null }),
    expect.objectContaining({ n: 3, service: 'crowd', path: '/crowd', status: 404 }),
  ]);
});

test('the clock can be moved and put, and runs on', async () => {
  const before = lab.clock.nowMs();
  await askControl(lab, 'POST', '/clock', { advanceDays: 2 });
  expect(Math.abs(lab.clock.nowMs() - before - 2 * DAY_MS)).toBeLessThan(5000);
  const put = await askControl(lab, 'POST', '/clock', { now: '2030-01-02T03:04:05Z' });
  expect((put.json as { now: string }).now).toMatch(/^2030-01-02T03:04:0\d\.\d{3}Z$/);
  expect((await askControl(lab, 'POST', '/clock', { now: 'soon' })).status).toBe(400);
  expect((await askControl(lab, 'POST', '/clock', {})).status).toBe(400);
});

test('a login shows in the licensed list and in the state', async () => {
  const reply = await askControl(lab, 'POST', '/login', { username: 'keep.direct' });
  const { lastLoginAt } = reply.json as { lastLoginAt: string };
  const state = (await askControl(lab, 'GET', '/state')).json as LabState;
  expect(state.users.find((user) => user.username === 'keep.direct')?.lastLoginAt).toBe(lastLoginAt);
  const page = await askConfluence(lab, '/rest/api/admin/users/list/active?expand=lastLogin&limit=200&start=0');
  const { results } = page.json as { results: { username: string; lastLogin?: string }[] };
  expect(results.findLast((user) => user.lastLogin !== undefined)?.username).toBeDefined();
  expect((await askControl(lab, 'POST', '/login', { username: 'nobody' })).status).toBe(404);
  expect((await askControl(lab, 'POST', '/login', { username: 'disabled.idle' })).status).toBe(409);
});

test('an internal directory has nothing to synchronise and says so', async () => {
  const reply = await askControl(lab, 'POST', '/synchronise', { directory: 'Confluence Internal Directory' });
  expect(reply.json).toMatchObject({ synchronised: false, changes: 0, reason: expect.stringContaining('nothing') });
  expect((await askControl(lab, 'POST', '/synchronise', { directory: 'LDAP' })).status).toBe(404);
});

test('the state tells everything: users with accounts and groups, groups with members, directories', async () => {
  const state = (await askControl(lab, 'GET', '/state')).json as LabState;
  expect(state.users).toHaveLength(250);
  expect(state.users.find((user) => user.username === 'disabled.idle')).toMatchObject({
    status: 'deactivated',
    accounts: [{ directory: 'Confluence Internal Directory', active: false }],
    groups: ['confluence-users'],
  });
  expect(state.users.find((user) => user.username === 'no.email')?.email).toBeNull();
  expect(state.users.find((user) => user.username === 'unknown.licensed')).toMatchObject({
    lastLoginTold: false,
    lastLoginAt: expect.any(String),
  });
  expect(state.groups.find((group) => group.name === 'keep/legal')?.members).toEqual(['keep.slash']);
  expect(state.directories).toEqual([
    { id: 32_769, name: 'Confluence Internal Directory', kind: 'internal', order: 0, writable: true },
  ]);
  for (const trap of TRAPS) expect(state.users.some((user) => user.username === trap.username)).toBe(true);
});

test('the index names what there is, and an unknown path is a 404 in JSON', async () => {
  expect((await askControl(lab, 'GET', '/')).json).toHaveProperty('state');
  const reply = await askControl(lab, 'GET', '/nothing');
  expect([reply.status, reply.json]).toEqual([404, expect.objectContaining({ error: expect.any(String) })]);
});
