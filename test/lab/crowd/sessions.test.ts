// Single sign-on sessions through Crowd, as a browser's address binds them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askCrowd } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100 });
});
afterAll(() => lab.close());

const from = (address: string) => ({ validationFactors: [{ name: 'remote_address', value: address }] });
const XML_FROM =
  '<validation-factors><validation-factor><name>remote_address</name><value>ADDRESS</value></validation-factor></validation-factors>';

test.each([
  ['JSON', { username: 'keep.direct', password: 'keep.direct-secret', 'validation-factors': from('10.0.0.1') }],
  [
    'XML',
    '<authentication-context><username>keep.direct</username><password>keep.direct-secret</password>' +
      `${XML_FROM.replace('ADDRESS', '10.0.0.1')}</authentication-context>`,
  ],
])('a session begun in %s is good from the address it was begun with, and from no other', async (_form, body) => {
  const begun = await askCrowd(lab, 'session', { method: 'POST', body });
  expect([begun.status, begun.json]).toMatchObject([201, { user: { name: 'keep.direct' }, token: expect.any(String) }]);
  const path = `session/${(begun.json as { token: string }).token}`;
  const validate = (wish: unknown) => askCrowd(lab, path, { method: 'POST', body: wish });
  expect((await validate(from('10.0.0.1'))).status).toBe(200);
  expect((await validate(XML_FROM.replace('ADDRESS', '10.0.0.1'))).status).toBe(200);
  expect((await validate(undefined)).status).toBe(200);
  for (const elsewhere of [from('10.0.0.2'), XML_FROM.replace('ADDRESS', '10.0.0.2')]) {
    const reply = await validate(elsewhere);
    expect([reply.status, reply.json]).toMatchObject([404, { reason: 'INVALID_SSO_TOKEN' }]);
  }
  expect((await askCrowd(lab, path)).status).toBe(200);
});

test('a validation factor without a name is no argument', async () => {
  const factors = { validationFactors: [{ value: 'x' }] };
  const body = { username: 'keep.direct', password: 'keep.direct-secret', 'validation-factors': factors };
  const reply = await askCrowd(lab, 'session', { method: 'POST', body });
  expect([reply.status, reply.json]).toMatchObject([400, { reason: 'ILLEGAL_ARGUMENT' }]);
});

test('a session of somebody who was deleted is no session any more', async () => {
  const made = { name: 'short.lived', active: true, password: { value: 'x' } };
  await askCrowd(lab, 'user', { method: 'POST', body: made });
  const begun = await askCrowd(lab, 'session', { method: 'POST', body: { username: 'short.lived', password: 'x' } });
  const { token } = begun.json as { token: string };
  await askCrowd(lab, 'user?username=short.lived', { method: 'DELETE' });
  for (const method of ['GET', 'POST']) {
    const reply = await askCrowd(lab, `session/${token}`, { method });
    expect([reply.status, reply.json]).toMatchObject([404, { reason: 'INVALID_SSO_TOKEN' }]);
  }
});
