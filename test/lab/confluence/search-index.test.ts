// The status of the search index, where a Confluence has the resource.
import { afterEach, expect, test } from 'vitest';
import { askConfluence, askControl } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

const PATH = '/rest/api/index/reindex';

let lab: Lab;
afterEach(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

test('tells how far a rebuilding has come, and that it has ended', async () => {
  lab = await startLab({ users: 60 });
  expect((await askConfluence(lab, PATH)).json).toEqual({});
  const startedMs = lab.clock.nowMs();
  await askControl(lab, 'POST', '/reindex', { durationMs: 3_600_000 });
  lab.clock.setTo(startedMs + 1_810_000);
  expect((await askConfluence(lab, PATH)).json).toMatchObject({ percentageComplete: 50, finished: false });
  lab.clock.setTo(startedMs + 4_000_000);
  expect((await askConfluence(lab, PATH)).json).toMatchObject({
    percentageComplete: 100,
    finished: true,
    elapsedTime: '01:00:00',
  });
});

test('is not there before 10.2, and nobody without rights sees it', async () => {
  lab = await startLab({ users: 60, confluence: '9.4' });
  expect((await askConfluence(lab, PATH)).status).toBe(404);
  await lab.close();
  lab = await startLab({ users: 60 });
  expect((await askConfluence(lab, PATH, { authorization: null })).status).toBe(401);
});
