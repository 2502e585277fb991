// Faults on the wire: what the client sees, and whether the work was done.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { askConfluence, askControl } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import { effectiveAccount, findUser, isActive } from '../world/views.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 300 });
});
afterEach(async () => {
  await askControl(lab, 'DELETE', '/faults');
});
afterAll(() => lab.close());

const plan = (fault: object) => askControl(lab, 'POST', '/faults', fault);
const DISABLE = '/rest/api/admin/user/show.formula/disable';

function isDisabled(): boolean {
  const user = findUser(lab.world, 'show.formula');
  return user !== undefined && !isActive(user);
}

function enable(): void {
  const user = findUser(lab.world, 'show.formula');
  if (user !== undefined) effectiveAccount(user).active = true;
}

test('a status instead of the answer, so many times', async () => {
  await plan({
    match: { path: '**/user/current' },
    kind: 'status',
    status: 503,
    count: 2,
    headers: { 'retry-after': '7' },
  });
  const first = await askConfluence(lab, '/rest/api/user/current');
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
  expect((await askConfluence(lab, '/rest/api/user?username=admin')).status).toBe(200);
  expect((await askConfluence(lab, '/rest/api/user/current')).status).toBe(503);
  expect((await askConfluence(lab, '/rest/api/user/current')).status).toBe(200);
});

test('a page in HTML with status 200', async () => {
  await plan({ kind: 'html' });
  const reply = await askConfluence(lab, '/rest/api/user/current');
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
});

test('a reset connection does no work', async () => {
  await plan({ match: { method: 'PUT' }, kind: 'reset' });
  await expect(askConfluence(lab, DISABLE, { method: 'PUT' })).rejects.toThrow();
  expect(isDisabled()).toBe(false);
});

test('a lost answer has done its work, and the log knows it', async () => {
  await plan({ match: { method: 'PUT', path: '/rest/api/admin/user/*/disable' }, kind: 'lost-answer' });
  await expect(askConfluence(lab, DISABLE, { method: 'PUT' })).rejects.toThrow();
  expect(isDisabled()).toBe(true);
  expect(lab.wire.log.list().at(-1)).toMatchObject({ method: 'PUT', status: 204, user: 'admin' });
  enable();
});

test('a truncated answer breaks off in the middle, one without a body before it arrives, and the work is done', async () => {
  await plan({ kind: 'truncate' });
  await expect(askConfluence(lab, '/rest/api/user/list')).rejects.toThrow();
  await expect(askConfluence(lab, DISABLE, { method: 'PUT' })).rejects.toThrow();
  expect(isDisabled()).toBe(true);
  enable();
});

test('a slow answer arrives late, a hanging one not at all', async () => {
  await plan({ kind: 'slow', delayMs: 120 });
  const startedMs = performance.now();
  await askConfluence(lab, '/rest/api/user/current');
  expect(performance.now() - startedMs).toBeGreaterThan(110);
  await askControl(lab, 'DELETE', '/faults');
  await plan({ kind: 'hang' });
  const signal = AbortSignal.timeout(150);
  await expect(fetch(`${lab.baseUrl}/rest/applinks/1.0/manifest`, { signal })).rejects.toThrow(/timeout/);
});

test('a share strikes some of the requests, the same ones for the same seed', async () => {
  const strike = async () => {
    const other = await startLab({ users: 100, seed: 5 });
    await askControl(other, 'POST', '/faults', { kind: 'status', status: 500, share: 0.4 });
    const statuses: number[] = [];
    for (let count = 0; count < 30; count += 1)
      statuses.push((await askConfluence(other, '/rest/api/user/current')).status);
    await other.close();
    return statuses;
  };
  const first = await strike();
  expect(first).toContain(200);
  expect(first).toContain(500);
  expect(await strike()).toEqual(first);
});

test('pages shrink', async () => {
  await plan({ kind: 'shrink-pages', limit: 7 });
  const reply = await askConfluence(lab, '/rest/api/user/list?limit=100');
  expect(reply.json).toMatchObject({ limit: 7, size: 7, _links: { next: '/rest/api/user/list/?limit=7&start=7' } });
});

test('next never ends, and names the page it stands on', async () => {
  await plan({ kind: 'endless-next' });
  const reply = await askConfluence(lab, '/rest/api/user/list?limit=50&start=50');
  expect(reply.json).toMatchObject({ _links: { next: '/rest/api/user/list/?limit=50&start=50' } });
});

test('pages stutter: from the second on, each begins with the last user of the one before and loses its own last', async () => {
  await plan({ kind: 'stutter-pages' });
  const read = async (start: number) =>
    (
      (await askConfluence(lab, `/rest/api/user/list?limit=100&start=${start}`)).json as {
        results: { username: string }[];
      }
    ).results;
  const pages = [await read(0), await read(100), await read(200)];
  const [first = [], second = [], third = []] = pages;
  expect(second[0]).toEqual(first.at(-1));
  expect(second).toHaveLength(100);
  expect(third[0]).toEqual(second.at(-1));
  const told = new Set(pages.flat().map(({ username }) => username));
  expect(told.size).toBe(lab.world.users.size - 2);
});

test('faults are listed with their strikes and dropped one by one', async () => {
  const added = await plan({ kind: 'status', status: 500 });
  const { id } = added.json as { id: number };
  await askConfluence(lab, '/rest/api/user/current');
  const listed = await askControl(lab, 'GET', '/faults');
  expect(listed.json).toEqual({ faults: [{ id, kind: 'status', status: 500, fired: 1 }] });
  expect((await askControl(lab, 'DELETE', `/faults/${id}`)).status).toBe(204);
  expect((await askConfluence(lab, '/rest/api/user/current')).status).toBe(200);
});

test.each([
  [{}, /"kind" must be one of status, reset/],
  [{ kind: 'status', share: 2 }, /"share" must be a number from 0 to 1/],
  [{ kind: 'slow', delay: 5 }, /unknown key "delay"/],
  [{ kind: 'slow', match: { url: '/x' } }, /unknown key "url"/],
  ['not json', /not JSON/],
])('refuses the fault %j', async (fault, reason) => {
  const reply = await askControl(lab, 'POST', '/faults', fault);
  expect(reply.status).toBe(400);
  expect((reply.json as { error: string }).error).toMatch(reason);
});
