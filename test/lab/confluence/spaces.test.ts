// Spaces by type, page by page, and who holds which permission in one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100 });
});
afterAll(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

type Page = { results: { key: string; type: string }[]; _links: { next?: string } };
const list = async (query: string) => (await askConfluence(lab, `/rest/api/space${query}`)).json as Page;

test('spaces are told by type, and the rest of a list by the next page', async () => {
  const global = await list('?type=global&limit=200');
  expect(global.results.map(({ key }) => key)).toEqual(expect.arrayContaining(['DS', 'PAIR', 'SOLO', 'TEAM']));
  const personal = await list('?type=personal&limit=3');
  expect(personal.results.every(({ key, type }) => type === 'personal' && key.startsWith('~'))).toBe(true);
  expect(personal._links.next).toContain('start=3');
  expect((await list('?spaceKey=SOLO')).results).toMatchObject([{ key: 'SOLO' }]);
});

test('permissions of a space name people by display name and groups by name, for administrators alone', async () => {
  const reply = await askConfluence(lab, '/rest/api/space/TEAM/permissions');
  const grants = reply.json as {
    operation: { operationKey: string };
    subject: { displayName: string; type: string };
  }[];
  const administering = grants.filter(({ operation }) => operation.operationKey === 'administer');
  expect(administering.map(({ subject }) => subject.type)).toEqual(['known', 'group']);
  expect((await askConfluence(lab, '/rest/api/space/NOSUCH/permissions')).status).toBe(404);
});
