// What a client may ask a path for: the methods it has, the forms it answers in, and nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100, remoteApi: true });
});
afterAll(() => lab.close());

const USER = '/rest/api/user?username=admin';
const accepting = (path: string, accept: string) => askConfluence(lab, path, { headers: { accept } });

test.each([
  ['application/json', 200],
  ['Application/JSON;q=0.8', 200],
  ['*/*', 200],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 200],
  ['text/html', 406],
  ['application/xml', 406],
])('a resource that has JSON alone answers who accepts %s with %i', async (accept, status) => {
  const reply = await accepting(USER, accept);
  expect([reply.status, reply.json !== undefined]).toEqual([status, status === 200]);
});

test.each(['/rest/applinks/1.0/manifest', '/rest/crowd/latest/directory'])('%s has XML beside JSON', async (path) => {
  expect((await accepting(path, 'application/xml')).text).toMatch(/^<\?xml /);
  expect((await accepting(path, 'application/json')).json).toBeDefined();
  expect((await accepting(path, 'text/plain')).status).toBe(406);
});

test('the old remote service does not look at what a client accepts', async () => {
  const authorization = encodeBasic('admin', lab.admin.password);
  const path = '/rpc/json-rpc/confluenceservice-v2/isActiveUser?os_authType=basic';
  const reply = await askConfluence(lab, path, {
    method: 'POST',
    body: ['admin'],
    authorization,
    headers: { accept: 'text/plain' },
  });
  expect([reply.status, reply.text]).toEqual([200, 'true']);
});

test('OPTIONS names the methods of a path, and HEAD answers as GET would', async () => {
  const options = await askConfluence(lab, '/rest/api/admin/user/admin', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow'), options.text]).toEqual([200, 'PUT, DELETE', '']);
  const head = await askConfluence(lab, USER, { method: 'HEAD' });
  expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/json']);
  expect((await askConfluence(lab, '/rest/api/nothing', { method: 'OPTIONS' })).status).toBe(404);
});
