// The door of the stand-in Crowd: who gets in, which forms it speaks, what every answer carries.
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
});
