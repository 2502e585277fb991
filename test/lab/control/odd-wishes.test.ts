// What the control address does with wishes that cannot be granted: a sentence, nothing changed, and the lab lives on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LoggedRequest } from '../wire/request-log.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100, directories: 'three' });
});
afterAll(() => lab.close());

async function expectRefusal(path: string, wish: unknown): Promise<void> {
  const reply = await askControl(lab, 'POST', path, wish);
  expect([reply.status, reply.json]).toEqual([400, { error: expect.stringMatching(/./) }]);
  expect((await askConfluence(lab, '/rest/api/user/current')).status).toBe(200);
}

test.each([
  { advanceDays: 1e300 },
  { advanceDays: 1e12 },
  { advanceDays: 'two' },
  { now: 8.64e15 },
  { now: -1 },
  { now: '+275760-09-13T00:00:00Z' },
  { now: null },
])('the clock cannot be put where instants can no longer be written: %j', async (wish) => {
  const before = lab.clock.nowMs();
  await expectRefusal('/clock', wish);
  expect(lab.clock.nowMs() - before).toBeLessThan(5000);
});

test.each([
  { kind: 'status', status: 99 },
  { kind: 'status', status: 100 },
  { kind: 'status', headers: { 'a b': 'c' } },
  { kind: 'status', headers: { x: 'a\nb' } },
  { kind: 'html', body: 5 },
  { kind: 'slow', delayMs: -1 },
  { kind: 'reset', count: 1.5 },
])('a fault that cannot be sent is refused when it is asked for: %j', async (wish) => {
  await expectRefusal('/faults', wish);
  expect(lab.wire.faults.list()).toEqual([]);
});

test.each(['/faults', '/clock', '/login', '/synchronise', '/source'])(
  '%s refuses what is no JSON object',
  async (path) => {
    for (const text of ['', '{', '\0', '"x"', '[1]', 'null']) await expectRefusal(path, text);
  },
);

test('a body too large is told so, and not as a failure of the lab', async () => {
  const reply = await askControl(lab, 'POST', '/faults', 'x'.repeat(17_000_000));
  expect([reply.status, reply.json]).toEqual([413, { error: expect.any(String) }]);
});

test('an application that is not there cannot be dropped', async () => {
  const reply = await askControl(lab, 'DELETE', '/applications/nobody');
  expect([reply.status, reply.json]).toEqual([404, { error: 'there is no application nobody' }]);
});

test('a refused change of an application changes nothing of it', async () => {
  await askControl(lab, 'PUT', '/applications/careful', { password: 'first' });
  expect((await askControl(lab, 'PUT', '/applications/careful', { password: 'second', colour: 1 })).status).toBe(400);
  expect((await askControl(lab, 'PUT', '/applications/careful', { password: 5 })).status).toBe(400);
  const headers = { authorization: encodeBasic('careful', 'first') };
  expect((await fetch(`${lab.crowdUrl}/rest/usermanagement/1/config/cookie`, { headers })).status).toBe(200);
});

test('a directory is named by its name or by its id, as text or number', async () => {
  for (const directory of ['Company Crowd', '98306', 98_306]) {
    const reply = await askControl(lab, 'POST', '/synchronise', { directory });
    expect(reply.json).toMatchObject({ directory: 'Company Crowd', synchronised: true });
  }
});

test('a path that cannot be decoded is answered, and stands in the log with its status', async () => {
  await askControl(lab, 'DELETE', '/requests');
  expect((await askConfluence(lab, '/rest/api/group/%E0%A4%A')).status).toBe(400);
  const { requests } = (await askControl(lab, 'GET', '/requests')).json as { requests: LoggedRequest[] };
  expect(requests).toMatchObject([{ path: '/confluence/rest/api/group/%E0%A4%A', status: 400 }]);
});
