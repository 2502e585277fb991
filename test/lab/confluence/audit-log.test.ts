// The audit log of old: between two dates, of the last so many days, its retention, and the whole as a file.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askConfluence, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 100 });
  await change('keep.direct', 'contractors');
  lab.clock.advanceDays(10);
  await change('keep.nested', 'contractors');
});
afterAll(() => lab.close());

const change = (username: string, group: string) =>
  askConfluence(lab, `/rest/api/user/${username}/group/${group}`, { method: 'PUT' });

async function read(path: string): Promise<string[]> {
  const reply = await askConfluence(lab, `/rest/api/audit${path}`);
  const { results } = reply.json as { results: { affectedObject: { name: string } }[] };
  return results.map((record) => record.affectedObject.name);
}

test('records come newest first, of a range of dates, of the last so many days, and of what is sought', async () => {
  const between = lab.clock.nowMs() - 5 * 86_400_000;
  expect(await read('')).toEqual(['keep.nested', 'keep.direct']);
  expect(await read(`?startDate=${between}`)).toEqual(['keep.nested']);
  expect(await read(`?endDate=${between}`)).toEqual(['keep.direct']);
  expect(await read('/since?number=3&units=DAYS')).toEqual(['keep.nested']);
  expect(await read('/since')).toEqual(['keep.nested', 'keep.direct']);
  expect(await read('/since?searchString=Keep.Direct')).toEqual(['keep.direct']);
  expect((await askConfluence(lab, '/rest/api/audit/since?number=3&units=MOONS')).status).toBe(400);
});

test('the retention is a number of units', async () => {
  expect((await askConfluence(lab, '/rest/api/audit/retention')).json).toEqual({ number: 3, units: 'YEARS' });
});

test('the export is a file with a line for each record', async () => {
  const reply = await askConfluence(lab, '/rest/api/audit/export');
  expect(reply.headers.get('content-type')).toContain('text/csv');
  const lines = reply.text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^"[\d-]+T[\d:.]+Z","admin","Users and groups","User added to group","keep.nested"$/);
});

test.each(['', '/since', '/retention', '/export'])('/rest/api/audit%s is for administrators', async (path) => {
  const authorization = encodeBasic('keep.direct', 'keep.direct-secret');
  expect((await askConfluence(lab, `/rest/api/audit${path}`, { authorization })).status).toBe(403);
});

test('clients add records of their own before 9.0, and are refused from then on', async () => {
  const body = { summary: 'run 7', description: '3 applied', category: 'Apps', remoteAddress: '127.0.0.1' };
  const affectedObject = { name: 'run 7', objectType: 'Run' };
  const wish = { method: 'POST', body: { ...body, affectedObject } };
  expect((await askConfluence(lab, '/rest/api/audit', wish)).status).toBe(405);
  const old = await startLab({ users: 60, confluence: '8.5' });
  try {
    expect((await askConfluence(old, '/rest/api/audit', wish)).status).toBe(200);
    const { json } = await askConfluence(old, '/rest/api/audit?limit=1');
    expect(json).toMatchObject({ results: [{ ...body, affectedObject, author: { username: 'admin' } }] });
    for (const part of [{ summary: '' }, { remoteAddress: '' }]) {
      const refused = await askConfluence(old, '/rest/api/audit', { method: 'POST', body: { ...body, ...part } });
      expect([part, refused.status]).toEqual([part, 400]);
    }
  } finally {
    await old.close();
  }
});
