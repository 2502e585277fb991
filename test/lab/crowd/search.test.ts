// Searching users and groups: the query language, documents, pages, and what is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, askCrowd } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 200 });
});
afterAll(() => lab.close());

type Found = { users?: { name: string; active?: boolean }[]; groups?: { name: string }[] };

async function search(restriction: string, more = 'entity-type=user'): Promise<Found> {
  const reply = await askCrowd(lab, `search?${more}&restriction=${encodeURIComponent(restriction)}`);
  return reply.json as Found;
}
const namesOf = async (restriction: string) => (await search(restriction)).users?.map((one) => one.name);

test('without a restriction it finds everybody, in pages until one is empty', async () => {
  const found: string[] = [];
  for (let start = 0; ; start += 70) {
    const page = await search('', `entity-type=user&start-index=${start}&max-results=70`);
    if (page.users?.length === 0) break;
    found.push(...(page.users ?? []).map((one) => one.name));
  }
  expect(new Set(found).size).toBe(200);
  expect(found).toHaveLength(200);
});

test('comparisons, wildcards, and, or and brackets', async () => {
  expect(await namesOf('name = admin')).toEqual(['admin']);
  expect(await namesOf('name = "KEEP.*"')).toEqual(['keep.direct', 'keep.nested', 'keep.nested.twice', 'keep.slash']);
  expect(await namesOf('name = "*.slash" and active = true')).toEqual(['keep.slash']);
  expect(await namesOf('(name = admin or name = "um-service") and active = true')).toEqual(['admin', 'um-service']);
  expect(await namesOf('active = false and name = "disabled.*"')).toEqual(['disabled.idle', 'disabled.recent']);
  expect((await namesOf('createdDate > 2000-01-01'))?.length).toBe(200);
});

test('whole users come on request, with attributes only if these are asked for too', async () => {
  const whole = await search('name = keep.direct', 'entity-type=user&expand=user');
  expect(whole.users).toMatchObject([{ active: true, attributes: { attributes: [] } }]);
  const full = await search('name = keep.direct', 'entity-type=user&expand=user,attributes');
  expect(JSON.stringify(full.users)).toContain('lastAuthenticated');
  expect((await search('name = "keep*"', 'entity-type=group')).groups?.map((one) => one.name)).toContain('keep/legal');
});

test('a document in the body asks the same, in XML and in JSON', async () => {
  const json = {
    'restriction-type': 'boolean-search-restriction',
    'boolean-logic': 'and',
    restrictions: [
      {
        'restriction-type': 'property-search-restriction',
        property: { name: 'name', type: 'STRING' },
        matchMode: 'STARTS_WITH',
        value: 'keep.nested',
      },
    ],
  };
  const xml =
    '<property-search-restriction><property><name>name</name><type>STRING</type></property>' +
    '<match-mode>STARTS_WITH</match-mode><value>keep.nested</value></property-search-restriction>';
  const bare = `<boolean-search-restriction><boolean-logic>and</boolean-logic>${xml}<null-search-restriction/></boolean-search-restriction>`;
  const wrapped = `<boolean-search-restriction boolean-logic="and"><restrictions>${xml}</restrictions></boolean-search-restriction>`;
  for (const body of [json, xml, bare, wrapped]) {
    const reply = await askCrowd(lab, 'search?entity-type=user', { method: 'POST', body });
    expect((reply.json as Found).users?.map((one) => one.name)).toEqual(['keep.nested', 'keep.nested.twice']);
  }
  const all = await askCrowd(lab, 'search?entity-type=group', { method: 'POST', body: '<null-search-restriction/>' });
  expect((all.json as Found).groups?.length).toBeGreaterThan(20);
});

test.each([
  ['entity-type=role', 'name = x'],
  ['', 'name = x'],
  ['entity-type=user', 'not name = x'],
  ['entity-type=user', 'name ='],
  ['entity-type=user', 'shoeSize = 43'],
  ['entity-type=user&max-results=-2', ''],
])('?%s with %j is refused', async (more, restriction) => {
  const reply = await askCrowd(lab, `search?${more}&restriction=${encodeURIComponent(restriction)}`);
  expect([reply.status, reply.json]).toMatchObject([400, { reason: 'ILLEGAL_ARGUMENT' }]);
});

test('answers are not to be kept', async () => {
  expect((await askCrowd(lab, 'search?entity-type=group')).headers.get('cache-control')).toContain('no-cache');
});

test('the list follows who comes, is renamed and goes, from Crowd and from Confluence', async () => {
  const post = (path: string, body: unknown) => askCrowd(lab, path, { method: 'POST', body });
  const all = async () => new Set((await search('', 'entity-type=user&max-results=-1')).users?.map((one) => one.name));
  const before = await all();
  await post('user', { name: 'zz.one', active: true, password: { value: 'x' } });
  expect(await all()).toEqual(new Set([...before, 'zz.one']));
  await post('user/rename?username=zz.one', { 'new-name': 'zz.two' });
  expect(await all()).toEqual(new Set([...before, 'zz.two']));
  await askCrowd(lab, 'user?username=zz.two', { method: 'DELETE' });
  const body = { userName: 'zz.three', fullName: 'Three', email: 'three@example.com', password: 'x' };
  await askConfluence(lab, '/rest/api/admin/user', { method: 'POST', body });
  expect(await all()).toEqual(new Set([...before, 'zz.three']));
  await askConfluence(lab, '/rest/api/admin/user/zz.three', { method: 'DELETE' });
  lab.clock.advanceDays(1);
  expect(await all()).toEqual(before);
});
