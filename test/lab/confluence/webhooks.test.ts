// Webhooks: managed by administrators alone, told only what they asked for, signed where they have a secret.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createAt } from '../../support/lab-changes.ts';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startLab>[0] = {}): Promise<Lab> {
  const lab = await startLab({ users: 60, ...options });
  closers.push(lab.close);
  return lab;
}

type Received = { body: string; signature: string | undefined };

async function listen(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ body, signature: request.headers['x-hub-signature'] as string | undefined });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

const wish = { name: 'Listener', events: ['user_created'], active: true };
const base = '/rest/api/webhooks';
const post = (lab: Lab, body: unknown) => askConfluence(lab, base, { method: 'POST', body });

test('a webhook is made, listed, changed and dropped, as the reference has it', async () => {
  const lab = await start();
  const { url } = await listen();
  const made = await post(lab, { ...wish, url, configuration: { secret: 'a secret' } });
  const { id } = made.json as { id: number };
  expect([made.status, made.json]).toEqual([201, expect.objectContaining({ name: 'Listener', url, active: true })]);
  expect((await askConfluence(lab, base)).json).toMatchObject({ results: [{ id, events: ['user_created'] }] });
  const body = { ...wish, url, active: false };
  expect((await askConfluence(lab, `${base}/${id}`, { method: 'PUT', body })).json).toMatchObject({ active: false });
  expect((await askConfluence(lab, `${base}/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await askConfluence(lab, `${base}/${id}`)).status).toBe(404);
  expect(lab.violations).toEqual([]);
});

test('what an event brings is signed over exactly the bytes that are sent, and unsigned without a secret', async () => {
  const lab = await start();
  const { url, received } = await listen();
  await post(lab, { ...wish, url, configuration: { secret: 'a secret' } });
  await post(lab, { ...wish, url });
  createAt(lab, 'newcomer');
  await lab.site.webhooks.settled();
  const [body = ''] = received.map((one) => one.body);
  const signature = `sha256=${createHmac('sha256', 'a secret').update(body).digest('hex')}`;
  expect(received.map((one) => one.signature).sort()).toEqual([signature, undefined]);
  expect(JSON.parse(body)).toMatchObject({ event: 'user_created', timestamp: expect.any(Number) });
});

test('only what was chosen is told, and nothing by a webhook that is not active', async () => {
  const lab = await start();
  const { url, received } = await listen();
  await post(lab, { ...wish, events: ['user_removed'], url });
  await post(lab, { ...wish, active: false, url });
  createAt(lab, 'newcomer');
  await lab.site.webhooks.settled();
  expect(received).toEqual([]);
});

test('a user whom a synchronisation finds is announced by nobody', async () => {
  const lab = await start({ directories: 'three', users: 200 });
  const { url } = await listen();
  await post(lab, { ...wish, url });
  const crowd = lab.world.directories.find(({ name }) => name === 'Company Crowd');
  const body = { name: 'from.crowd', 'first-name': 'A', 'last-name': 'B', email: 'a@example.com', active: true };
  const application = lab.applications.find(({ directory }) => directory === 'Company Crowd');
  const answer = await fetch(`${lab.crowdUrl}/rest/usermanagement/1/user`, {
    method: 'POST',
    headers: {
      authorization: encodeBasic(application?.name ?? '', application?.password ?? ''),
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({ ...body, 'display-name': 'A B', password: { value: 'secret' } }),
  });
  expect(answer.status).toBe(201);
  const wanted = JSON.stringify({ directory: 'Company Crowd', immediate: true });
  await fetch(`${lab.controlUrl}/synchronise`, { method: 'POST', body: wanted });
  expect(crowd?.accounts.has('from.crowd')).toBe(true);
  expect(lab.site.webhooks.sent).toEqual([]);
});

test('they are for administrators, need all their parts, and are not known before 7.7', async () => {
  const lab = await start();
  const { url } = await listen();
  const authorization = encodeBasic('keep.direct', 'keep.direct-secret');
  expect((await askConfluence(lab, base, { authorization })).status).toBe(403);
  expect((await askConfluence(lab, base, { authorization: null })).status).toBe(401);
  for (const part of [
    { name: '' },
    { events: [] },
    { url: 'file:///etc' },
    { configuration: { secret: 'x'.repeat(256) } },
  ]) {
    expect([part, (await post(lab, { ...wish, url, ...part })).status]).toEqual([part, 400]);
  }
  const old = await start({ confluence: '7.4' });
  expect((await askConfluence(old, base)).status).toBe(404);
});
