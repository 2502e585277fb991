// A site with three directories, as Confluence's own calls show it: who speaks, who is refused, who comes back, who is gone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askBare, askConfluence, askControl, collectPages, encodeBasic } from '../ask.ts';
import type { LabState } from '../control/state.ts';
import { type Lab, startLab } from '../lab.ts';
import { CROWD_DIRECTORY, LDAP_DIRECTORY } from '../world/three-directories.ts';

const BASE = '/rest/crowd/latest/directory';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 300, directories: 'three', deleteTaskMs: 0 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

const change = async (method: string, path: string, body?: unknown) =>
  (await askConfluence(lab, path, body === undefined ? { method } : { method, body })).status;
const setActive = (name: string, what: 'enable' | 'disable') => change('PUT', `/rest/api/admin/user/${name}/${what}`);

async function readState(): Promise<LabState> {
  return (await askControl(lab, 'GET', '/state')).json as LabState;
}

async function readUser(username: string) {
  return (await readState()).users.find((user) => user.username === username);
}

async function readStatus(username: string): Promise<unknown> {
  return ((await askConfluence(lab, `/rest/api/user?username=${username}&expand=status`)).json as { status?: string })
    .status;
}

async function synchronise(directory: string, wish: object = { immediate: true }): Promise<unknown> {
  return (await askControl(lab, 'POST', '/synchronise', { directory, ...wish })).json;
}

test('three directories in order, and every user told once', async () => {
  const state = await readState();
  expect(state.directories.map(({ name, kind, order, writable }) => [name, kind, order, writable])).toEqual([
    ['Confluence Internal Directory', 'internal', 0, true],
    [CROWD_DIRECTORY, 'crowd', 1, true],
    [LDAP_DIRECTORY, 'connector', 2, false],
  ]);
  expect(state.users).toHaveLength(300);
  const listed = await collectPages<{ userKey: string }>(lab, '/rest/api/user/list');
  expect(new Set(listed.map((user) => user.userKey)).size).toBe(300);
});

describe('the list of directories', () => {
  test('names them in order, with the id in the link alone and the synchronisation where there is one', async () => {
    type Told = { link: { href: string }[] };
    const { directory } = (await askConfluence(lab, BASE)).json as { directory: Told[] };
    expect(directory.map((one) => Object.keys(one))).toEqual([
      ['name', 'link'],
      ['name', 'link', 'synchronisation'],
      ['name', 'link', 'synchronisation'],
    ]);
    const one = await fetch(directory[1]?.link[0]?.href ?? '', {
      headers: { authorization: `Bearer ${lab.admin.token}`, accept: 'application/json' },
    });
    expect(await one.json()).toMatchObject({ name: CROWD_DIRECTORY, synchronisation: { currentStartTime: 0 } });
    expect((await askConfluence(lab, '/rest/crowd/1/directory/1')).status).toBe(404);
  });

  test('is XML unless JSON is asked for, and only for system administrators', async () => {
    const authorization = `Bearer ${lab.admin.token}`;
    const xml = await askBare(`${lab.baseUrl}${BASE}`, { authorization });
    expect(xml.text).toMatch(/<directories><directory><name>Confluence Internal Directory<\/name><link href=/);
    expect(xml.text).toContain('<syncStatus>');
    const site = encodeBasic('admin.site', 'admin.site-secret');
    expect((await askConfluence(lab, BASE, { authorization: site })).status).toBe(403);
    expect((await askConfluence(lab, BASE, { authorization: null })).status).toBe(401);
    expect(await change('POST', `${BASE}/98306/synchronise`)).toBe(404);
  });

  test('says of a directory neither when it was read nor how that ended before it was read for the first time', async () => {
    const fresh = await startLab({ users: 80, directories: 'three' });
    const read = async () => (await askConfluence(fresh, `${BASE}/98307`)).json;
    expect(await read()).toMatchObject({ synchronisation: { lastStartTime: '', syncStatus: '' } });
    await askControl(fresh, 'POST', '/synchronise', { directory: '98307', immediate: true });
    expect(await read()).toMatchObject({
      synchronisation: { lastStartTime: expect.stringMatching(/./), syncStatus: expect.stringContaining('completed') },
    });
    await fresh.close();
  });

  test('has the other shape on request', async () => {
    const jira = await startLab({ users: 80, directories: 'three', directoryShape: 'plural' });
    const { directories } = (await askConfluence(jira, BASE)).json as { directories: object[] };
    expect(Object.keys(directories[2] ?? {})).toEqual(['name', 'links', 'sync']);
    await jira.close();
  });
});

describe('changes', () => {
  test('reach the account that speaks; the next one takes over', async () => {
    expect(await setActive('shadow.both', 'disable')).toBe(204);
    expect(await readStatus('shadow.both')).toBe('current');
    expect((await readUser('shadow.both'))?.accounts).toEqual([
      { directory: 'Confluence Internal Directory', active: false },
      { directory: CROWD_DIRECTORY, active: true },
    ]);
    expect(await setActive('shadow.both', 'disable')).toBe(204);
    expect(await readStatus('shadow.both')).toBe('deactivated');
  });

  test('are refused where the read-only account speaks', async () => {
    expect(await setActive('ldap.only.idle', 'disable')).toBe(403);
    expect(await change('DELETE', '/rest/api/admin/user/ldap.only.idle')).toBe(403);
    expect(await change('POST', '/rest/api/admin/user/ldap.only.idle/password', { password: 'x' })).toBe(403);
    expect(await change('DELETE', '/rest/api/user/ldap.only.idle/group/confluence-users')).toBe(403);
    expect(await change('PUT', '/rest/api/user/ldap.only.idle/group/keep')).toBe(403);
    expect(await setActive('shadow.readonly', 'disable')).toBe(204);
    expect(await readStatus('shadow.readonly')).toBe('current');
    expect(await setActive('shadow.readonly', 'disable')).toBe(403);
    expect(await change('DELETE', '/rest/api/admin/user/shadow.readonly')).toBe(403);
  });

  test('of a group reach a writable directory of the user, and none of a membership that lies in a read-only one', async () => {
    expect(await change('PUT', '/rest/api/user/crowd.only.idle/group/all-staff')).toBe(204);
    expect((await readUser('crowd.only.idle'))?.groups).toEqual(['all-staff', 'confluence-users']);
    expect(await change('DELETE', '/rest/api/user/shadow.both/group/confluence-users')).toBe(204);
    expect((await readUser('shadow.both'))?.groups).toEqual([]);
    expect(await change('DELETE', '/rest/api/user/shadow.readonly/group/confluence-users')).toBe(403);
    expect(await change('DELETE', '/rest/api/admin/group/ldap-staff')).toBe(403);
  });

  test('make new users in the first writable directory', async () => {
    const body = { userName: 'first.place', fullName: 'First', email: 'f@example.com', password: 'pw' };
    expect(await change('POST', '/rest/api/admin/user', body)).toBe(201);
    expect((await readUser('first.place'))?.accounts).toEqual([
      { directory: 'Confluence Internal Directory', active: true },
    ]);
  });
});

test('a membership in any directory counts, until aggregation is switched off', async () => {
  const groups = async () =>
    (await collectPages<{ name: string }>(lab, '/rest/api/user/memberof?username=Folded.Name')).map((one) => one.name);
  expect(await groups()).toEqual(['confluence-users']);
  await askConfluence(lab, '/rest/api/user/folded.name/group/keep', { method: 'PUT' });
  const members = async () =>
    (await collectPages<{ username: string }>(lab, '/rest/api/group/confluence-administrators/member')).map(
      (one) => one.username,
    );
  expect(await members()).toContain('ldap.admin');
  const path = '/rest/crowd/latest/application';
  expect((await askConfluence(lab, path)).json).toEqual({ membershipAggregationEnabled: true });
  expect(await change('PUT', path, { membershipAggregationEnabled: false })).toBe(204);
  expect(await setActive('shadow.second', 'enable')).toBe(204);
  expect((await askConfluence(lab, path)).json).toEqual({ membershipAggregationEnabled: false });
  expect(await change('PUT', path, { membershipAggregationEnabled: true })).toBe(204);
});

describe('synchronisation', () => {
  test('keeps what Confluence changed itself, because that went to the source too', async () => {
    expect(await setActive('crowd.only.idle', 'disable')).toBe(204);
    await synchronise(CROWD_DIRECTORY);
    expect(await readStatus('crowd.only.idle')).toBe('deactivated');
  });

  test('brings back who is fed at night, and everybody on request', async () => {
    expect(await setActive('crowd.comes.back', 'disable')).toBe(204);
    expect(await synchronise(CROWD_DIRECTORY)).toMatchObject({ synchronised: true, restored: 1, changes: 1 });
    expect(await readStatus('crowd.comes.back')).toBe('current');
    await synchronise(CROWD_DIRECTORY, { immediate: true, restore: true });
    expect(await readStatus('crowd.only.idle')).toBe('current');
  });

  test('takes its time, and says so meanwhile', async () => {
    lab.world.synchronisation.durationMs = 600_000;
    await askControl(lab, 'POST', '/source', {
      directory: LDAP_DIRECTORY,
      username: 'ldap.disabled',
      change: 'enable',
    });
    expect(await synchronise(LDAP_DIRECTORY, {})).toMatchObject({ running: true, changes: null });
    const path = `${BASE}/98307`;
    expect((await askConfluence(lab, path)).json).toMatchObject({
      synchronisation: { currentStartTime: expect.any(Number), syncStatus: expect.stringContaining('in progress') },
    });
    expect(await readStatus('ldap.disabled')).toBe('deactivated');
    lab.clock.advanceDays(11 / 1440);
    expect(await readStatus('ldap.disabled')).toBe('current');
    expect((await askConfluence(lab, path)).json).toMatchObject({
      synchronisation: { currentStartTime: 0, lastDuration: 600, lastStartTime: expect.stringMatching(/\d/) },
    });
  });

  test('comes by itself every hour', async () => {
    const wish = { directory: LDAP_DIRECTORY, username: 'ldap.disabled', change: 'disable' };
    await askControl(lab, 'POST', '/source', wish);
    expect(await readStatus('ldap.disabled')).toBe('current');
    lab.clock.advanceDays(1);
    expect(await readStatus('ldap.disabled')).toBe('deactivated');
  });

  test('leaves a user without any account unsynced, and the same key comes back with the name', async () => {
    const { userKey } = (await readState()).unsynced.find((one) => one.username === 'unsynced.idle') ?? {};
    const byKey = await askConfluence(lab, `/rest/api/user?key=${userKey}`);
    expect(byKey.json).toMatchObject({ type: 'unknown', username: 'unsynced.idle', userKey });
    expect((await askConfluence(lab, '/rest/api/user/memberof?username=unsynced.idle')).json).toMatchObject({
      size: 0,
    });
    expect(await setActive('unsynced.idle', 'disable')).toBe(404);
    const body = { userName: 'unsynced.idle', fullName: 'Back', email: 'b@example.com', password: 'pw' };
    expect((await askConfluence(lab, '/rest/api/admin/user', { method: 'POST', body })).json).toEqual({ userKey });
    const wish = { directory: LDAP_DIRECTORY, username: 'ldap.disabled', change: 'remove' };
    await askControl(lab, 'POST', '/source', wish);
    await synchronise(LDAP_DIRECTORY);
    expect((await readState()).unsynced.map((one) => one.username)).toEqual(['ldap.disabled']);
    expect(await change('DELETE', '/rest/api/admin/user/ldap.disabled')).toBe(202);
    expect((await askConfluence(lab, '/rest/api/user?username=ldap.disabled')).status).toBe(404);
  });
});

test('the old remote service answers false where the directory is read-only', async () => {
  const old = await startLab({ users: 120, directories: 'three', confluence: '7.19', remoteApi: true });
  const authorization = encodeBasic('admin', old.admin.password);
  for (const [method, ...body] of [
    ['deactivateUser', 'ldap.only.idle'],
    ['removeUser', 'ldap.only.idle'],
    ['addUserToGroup', 'ldap.only.idle', 'keep'],
    ['changeUserPassword', 'ldap.only.idle', 'new'],
  ]) {
    const path = `/rpc/json-rpc/confluenceservice-v2/${method}`;
    expect((await askConfluence(old, path, { method: 'POST', body, authorization })).json, method).toBe(false);
  }
  await old.close();
});

test('changes at the source are seen at once where no time lies between readings', async () => {
  const prompt = await startLab({ users: 80, directories: 'three', synchroniseEveryMinutes: 0 });
  const wish = { directory: CROWD_DIRECTORY, username: 'crowd.keep', change: 'disable' };
  await askControl(prompt, 'POST', '/source', wish);
  const reply = await askConfluence(prompt, '/rest/api/user?username=crowd.keep&expand=status');
  expect(reply.json).toMatchObject({ status: 'deactivated' });
  await prompt.close();
});
