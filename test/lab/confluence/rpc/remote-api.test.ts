// The old remote service over JSON: the switch, who gets in, both call styles, secure sessions, and every method's answer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askConfluence, encodeBasic, type Reply } from '../../ask.ts';
import { type Lab, startLab } from '../../lab.ts';
import { KNOWN_LINES } from '../tiers.ts';

const BASE = '/rpc/json-rpc/confluenceservice-v2';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ confluence: '7.4', users: 150, remoteApi: true });
});
afterAll(() => lab.close());

function ask(at: Lab, path: string, body: unknown): Promise<Reply> {
  const authorization = encodeBasic(at.admin.username, at.admin.password);
  return askConfluence(at, path, { method: 'POST', body, authorization });
}

async function light(method: string, ...params: unknown[]): Promise<[number, string]> {
  const reply = await ask(lab, `${BASE}/${method}`, params);
  return [reply.status, reply.text];
}

describe.each(KNOWN_LINES)('%s', (line) => {
  test('answers 401 while the Remote API is off, and works when it is on', async () => {
    const off = await startLab({ confluence: line, users: 80 });
    expect((await ask(off, `${BASE}/getGroups`, [])).status).toBe(401);
    await off.close();
    const on = await startLab({ confluence: line, users: 80, remoteApi: true });
    expect((await ask(on, `${BASE}/getGroups`, [])).json).toContain('confluence-users');
    await on.close();
  });

  test('asks for a secure session before administrative methods, from 7.7 on', async () => {
    const guarded = await startLab({ confluence: line, users: 80, remoteApi: true, secureAdmin: true });
    const envelope = { jsonrpc: '2.0', method: 'addUserToGroup', params: ['show.long', 'all-staff'], id: 1 };
    const replies = [
      await ask(guarded, `${BASE}/addUserToGroup`, ['show.rtl', 'all-staff']),
      await ask(guarded, BASE, envelope),
    ];
    if (line === '7.4') {
      expect(replies.map((reply) => reply.json)).toEqual([true, { jsonrpc: '2.0', result: true, id: 1 }]);
    } else {
      expect(replies.map((reply) => reply.status)).toEqual([500, 200]);
      for (const reply of replies) {
        expect(reply.headers.get('content-type')).toContain('text/html');
        expect(reply.text).toContain('WebSudoRequiredException');
      }
    }
    expect((await ask(guarded, `${BASE}/getUser`, ['admin'])).json).toMatchObject({ name: 'admin' });
    const reading = await ask(guarded, `${BASE}/getSpacePermissionSets`, ['HR']);
    expect(reading.text).toContain(line === '7.4' ? 'No space with the key HR' : 'WebSudoRequiredException');
    await guarded.close();
  });
});

test('a token does not open it, nor does nobody', async () => {
  const modern = await startLab({ users: 80, remoteApi: true });
  const body = [true];
  for (const authorization of [`Bearer ${modern.admin.token}`, null]) {
    const reply = await askConfluence(modern, `${BASE}/getActiveUsers`, { method: 'POST', body, authorization });
    expect(reply.status).toBe(401);
  }
  await modern.close();
});

test('takes POST only, JSON only, and knows its methods', async () => {
  const authorization = encodeBasic('admin', lab.admin.password);
  expect((await askConfluence(lab, `${BASE}/getGroups`, { authorization })).status).toBe(405);
  const headers = { 'content-type': 'application/xml' };
  const xml = await askConfluence(lab, `${BASE}/getGroups`, { method: 'POST', authorization, headers });
  expect(xml.status).toBe(415);
  expect((await light('dropEverything'))[0]).toBe(500);
  expect((await light('addGroup'))[0]).toBe(500);
  expect((await ask(lab, `${BASE}/getGroups`, { not: 'a list' })).status).toBe(400);
  expect((await ask(lab, '/rpc/json-rpc/confluenceservice-v1/getGroups', [])).status).toBe(404);
});

test('the envelope carries id, result and error', async () => {
  const good = await ask(lab, `${BASE}?os_authType=basic`, { jsonrpc: '2.0', method: 'getGroups', params: [], id: 7 });
  expect(good.json).toMatchObject({ jsonrpc: '2.0', id: 7, result: expect.arrayContaining(['keep/legal']) });
  const bad = await ask(lab, BASE, { jsonrpc: '2.0', method: 'getUser', params: ['nobody'], id: 'x' });
  expect(bad.status).toBe(200);
  const message = expect.stringContaining('com.atlassian.confluence.rpc.RemoteException');
  expect(bad.json).toEqual({ jsonrpc: '2.0', id: 'x', error: { code: 500, message } });
  expect((await ask(lab, BASE, { id: 3 })).json).toMatchObject({ id: 3, error: { code: -32_600 } });
});

test('users are made with an empty answer, edited, disabled and enabled; what is done already is false', async () => {
  const wish = { name: 'remote.person', fullname: 'Remote Person', email: 'remote@example.com' };
  expect(await light('addUser', wish, 'pw')).toEqual([200, '']);
  expect((await light('addUser', wish, 'pw'))[1]).toContain('AlreadyExistsException');
  expect((await light('addUser', { ...wish, name: 'Upper' }, 'pw'))[0]).toBe(500);
  expect(await light('getUserGroups', 'remote.person')).toEqual([200, '["confluence-users"]']);
  expect(await light('editUser', { name: 'remote.person', fullname: 'Other' })).toEqual([200, 'true']);
  const read = await ask(lab, `${BASE}/getUser`, ['remote.person']);
  expect(read.json).toMatchObject({ name: 'remote.person', fullname: 'Other', email: 'remote@example.com' });
  expect(await light('deactivateUser', 'remote.person')).toEqual([200, 'true']);
  expect(await light('deactivateUser', 'remote.person')).toEqual([200, 'false']);
  expect(await light('isActiveUser', 'remote.person')).toEqual([200, 'false']);
  expect((await light('getActiveUsers', false))[1]).not.toContain('remote.person');
  expect((await light('getActiveUsers', true))[1]).toContain('remote.person');
  expect(await light('reactivateUser', 'remote.person')).toEqual([200, 'true']);
  for (const target of ['remote.person', { name: 'remote.person' }]) {
    expect(await light('changeUserPassword', target, 'newer')).toEqual([200, 'true']);
  }
  expect(await light('removeUser', 'remote.person')).toEqual([200, 'true']);
  expect((await light('getUserInformation', 'remote.person'))[0]).toBe(500);
});

test('groups and memberships change; joining twice and leaving twice are false', async () => {
  expect(await light('addGroup', 'by/hand')).toEqual([200, 'true']);
  expect(await light('addUserToGroup', 'show.markup', 'by/hand')).toEqual([200, 'true']);
  expect(await light('addUserToGroup', 'show.markup', 'by/hand')).toEqual([200, 'false']);
  expect(await light('removeUserFromGroup', 'show.markup', 'by/hand')).toEqual([200, 'true']);
  expect(await light('removeUserFromGroup', 'show.markup', 'by/hand')).toEqual([200, 'false']);
  expect((await light('addUserToGroup', 'show.markup', 'no such group'))[0]).toBe(500);
  expect(await light('removeGroup', 'by/hand', null)).toEqual([200, 'true']);
  expect((await light('addGroup', 'Upper'))[0]).toBe(500);
});

test('who is no administrator reads and changes nothing', async () => {
  const authorization = encodeBasic('unknown.licensed', 'unknown.licensed-secret');
  const read = await askConfluence(lab, `${BASE}/getGroups`, { method: 'POST', body: [], authorization });
  expect(read.status).toBe(200);
  const body = ['show.long'];
  const write = await askConfluence(lab, `${BASE}/deactivateUser`, { method: 'POST', body, authorization });
  expect([write.status, write.text]).toEqual([500, expect.stringContaining('NotPermittedException')]);
});
