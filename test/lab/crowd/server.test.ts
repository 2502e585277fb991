// The door of the stand-in Crowd: who gets in, which forms it speaks, what every answer carries.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askBare, askControl, askCrowd, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100, directories: 'three' });
});
afterAll(() => lab.close());

test('the ready line names an application for each directory, writable ones first', () => {
  expect(lab.applications.map(({ directory, name, writable }) => [directory, name, writable])).toEqual([
    ['Confluence Internal Directory', 'user-management', true],
    ['Company Crowd', 'user-management-crowd', true],
    ['Corporate LDAP', 'user-management-connector', false],
  ]);
});

describe('who asks', () => {
  test('without the right name and password gets 401 in plain text', async () => {
    for (const question of [{ password: 'wrong' }, { application: 'nobody', password: 'x' }]) {
      const reply = await askCrowd(lab, 'user?username=admin', question);
      expect([reply.status, reply.text]).toEqual([401, 'Application failed to authenticate']);
      expect(reply.headers.get('content-type')).toContain('text/plain');
      expect(reply.headers.get('www-authenticate')).toBe('Basic realm="Crowd REST Service"');
    }
    const user = await askCrowd(lab, 'user?username=admin', { application: 'admin', password: lab.admin.password });
    expect(user.status).toBe(401);
  });

  test('from an address that is not listed gets a page, whatever the password', async () => {
    await askControl(lab, 'PUT', '/applications/elsewhere', { addresses: ['10.1.2.3'], directories: ['32769'] });
    for (const password of ['elsewhere-secret', 'wrong']) {
      const reply = await askCrowd(lab, 'user?username=admin', { application: 'elsewhere', password });
      expect(reply.status).toBe(403);
      expect(reply.headers.get('content-type')).toContain('text/html');
    }
    await askControl(lab, 'PUT', '/applications/elsewhere', { addresses: ['127.0.0.1'], active: false });
    expect((await askCrowd(lab, 'user?username=admin', { application: 'elsewhere' })).status).toBe(403);
  });

  test('stands in the request log', async () => {
    await askControl(lab, 'DELETE', '/requests');
    await askCrowd(lab, 'user?username=admin');
    const { requests } = (await askControl(lab, 'GET', '/requests')).json as { requests: object[] };
    expect(requests).toMatchObject([{ service: 'crowd', method: 'GET', status: 200, user: 'user-management' }]);
  });
});

describe('every answer', () => {
  test('carries the version, also a refusal and a path that is not there', async () => {
    for (const [path, status] of [
      ['user?username=admin', 200],
      ['user?username=nobody', 404],
      ['user', 400],
      ['no/such/thing', 404],
      ['event/not-a-token', 406],
    ] as const) {
      const reply = await askCrowd(lab, path);
      expect([reply.status, reply.headers.get('x-embedded-crowd-version')], path).toEqual([status, 'Crowd/5.1.0']);
    }
    const wrong = await askCrowd(lab, 'user?username=admin', { password: 'wrong' });
    expect(wrong.headers.get('x-embedded-crowd-version')).toBe('Crowd/5.1.0');
    expect((await fetch(`${lab.crowdUrl}/console/`)).headers.get('x-embedded-crowd-version')).toBe('Crowd/5.1.0');
  });

  test('is XML unless JSON is asked for, by header or by suffix', async () => {
    const authorization = encodeBasic('user-management', lab.applications[0]?.password ?? '');
    const url = `${lab.crowdUrl}/rest/usermanagement/latest`;
    const bare = await askBare(`${url}/user?username=admin`, { authorization });
    expect(bare.text).toMatch(/^<\?xml [^>]*\?><user expand="attributes" name="admin">/);
    const suffix = await askBare(`${url}/user.json?username=admin`, { authorization });
    expect(JSON.parse(suffix.text)).toMatchObject({ name: 'admin', link: { rel: 'self' } });
    expect((await askCrowd(lab, 'user?username=admin', { accept: 'text/html, */*;q=0.1' })).text).toContain('<user ');
    expect((await askCrowd(lab, 'user?username=admin', { accept: 'text/html' })).status).toBe(406);
    const open = await askCrowd(lab, 'user?username=admin', { accept: '*/*, application/json' });
    expect(open.headers.get('content-type')).toBe('application/json');
    expect((await askCrowd(lab, 'group/membership')).status).toBe(406);
    const missing = await askCrowd(lab, 'user?username=nobody', { accept: 'application/xml' });
    expect(missing.text).toContain('<error><reason>USER_NOT_FOUND</reason><message>User &lt;nobody&gt;');
  });

  test('to a body it cannot read is 415 or 400, and to the wrong method 405', async () => {
    const authorization = encodeBasic('user-management', lab.applications[0]?.password ?? '');
    const form = await fetch(`${lab.crowdUrl}/rest/usermanagement/1/user`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=x',
    });
    expect(form.status).toBe(415);
    expect((await askCrowd(lab, 'user', { method: 'POST', body: '<user name="x">' })).json).toMatchObject({
      reason: 'ILLEGAL_ARGUMENT',
    });
    expect((await askCrowd(lab, 'user/attribute', { method: 'PUT', body: {} })).status).toBe(405);
    expect((await fetch(`${lab.crowdUrl}/rest/admin/1.0/directory/managed`)).status).toBe(404);
  });

  test('to HEAD is that to GET without its body, and OPTIONS names the methods', async () => {
    const head = await askCrowd(lab, 'user?username=admin', { method: 'HEAD' });
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json']);
    const options = await askCrowd(lab, 'user', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET, POST, PUT, DELETE']);
  });

  test('to a document or query of absurd depth, or to an address that is none, is 400', async () => {
    const nest = (depth: number, open: string, inner: string, close: string) =>
      open.repeat(depth) + inner + close.repeat(depth);
    const search = (body: unknown) => askCrowd(lab, 'search?entity-type=user', { method: 'POST', body });
    const open = '<boolean-search-restriction boolean-logic="and">';
    const xml = nest(20_000, open, '<null-search-restriction/>', '</boolean-search-restriction>');
    expect((await search(xml)).status).toBe(400);
    let json: object = { 'restriction-type': 'null-search-restriction' };
    for (let level = 0; level < 2000; level += 1) {
      json = { 'restriction-type': 'boolean-search-restriction', 'boolean-logic': 'or', restrictions: [json] };
    }
    expect((await search(json)).status).toBe(400);
    const query = encodeURIComponent(nest(2500, '(', 'name=admin', ')'));
    expect((await askCrowd(lab, `search?entity-type=user&restriction=${query}`)).status).toBe(400);
    const flat = encodeURIComponent(Array.from({ length: 200 }, () => '(name=admin)').join(' or '));
    expect((await askCrowd(lab, `search?entity-type=user&restriction=${flat}`)).status).toBe(200);
    const { port } = new URL(lab.crowdUrl);
    const none = await askOddly(Number(port), '//');
    expect(none).toMatch(/^HTTP\/1\.1 400 /);
  });
});

/** Sends a path that no client library would. */
async function askOddly(port: number, path: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return await text(socket);
}
