// Pages: relative next, caps, odd limits, and the end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

type Page = { results: unknown[]; start: number; limit: number; size: number; _links: Record<string, string> };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 450 });
});
afterAll(() => lab.close());

async function readPage(path: string): Promise<Page> {
  return (await askConfluence(lab, path)).json as Page;
}

test('next is relative, without the context path, and keeps the other parameters', async () => {
  const page = await readPage('/rest/api/user/list?limit=100&expand=status');
  expect(page).toMatchObject({ start: 0, limit: 100, size: 100 });
  expect(page._links).toEqual({
    self: `${lab.baseUrl}/rest/api/user/list/`,
    next: '/rest/api/user/list/?expand=status&limit=100&start=100',
    base: lab.baseUrl,
    context: '/confluence',
  });
  const members = await readPage('/rest/api/group/confluence-users/member?limit=7&start=14');
  expect(members._links.next).toBe('/rest/api/group/confluence-users/member?limit=7&start=21');
  const encoded = await readPage('/rest/api/group/member?groupName=confluence-users&limit=3');
  expect(encoded._links.next).toBe('/rest/api/group/member?groupName=confluence-users&limit=3&start=3');
});

test.each([
  ['/rest/api/user/list', 100, 200],
  ['/rest/api/admin/users/list/active', 100, 200],
  ['/rest/api/group/confluence-users/member', 200, 200],
])('%s gives %i without a limit and never more than %i', async (path, byDefault, most) => {
  expect(await readPage(path)).toMatchObject({ limit: byDefault, size: byDefault });
  expect(await readPage(`${path}?limit=1000`)).toMatchObject({ limit: most, size: most });
});

test('the last page names no next', async () => {
  const page = await readPage('/rest/api/user/list?start=400&limit=100');
  expect(page.size).toBe(50);
  expect(page._links).not.toHaveProperty('next');
});

test('a full last page of the user list names a next page, which is empty', async () => {
  const page = await readPage('/rest/api/user/list?start=350&limit=100');
  expect(page._links.next).toBe('/rest/api/user/list/?limit=100&start=450');
  const beyond = await readPage('/rest/api/user/list/?limit=100&start=450');
  expect(beyond).toMatchObject({ results: [], size: 0, start: 450 });
  expect(beyond._links).not.toHaveProperty('next');
});

test('a limit of 0 names itself as next', async () => {
  const page = await readPage('/rest/api/user/list?limit=0');
  expect(page).toMatchObject({ results: [], limit: 0, size: 0 });
  expect(page._links.next).toBe('/rest/api/user/list/?limit=0&start=0');
});

test('start and limit must be numbers from 0 on', async () => {
  for (const query of ['start=-1', 'limit=-5', 'limit=many', 'limit=1e2', 'limit=%2010', 'start=0x10', 'start=1.0']) {
    expect((await askConfluence(lab, `/rest/api/user/list?${query}`)).status, query).toBe(400);
  }
});
