// Labs inside a process: several side by side, hooks on answers, context paths, an end that waits for nobody.
import { expect, test } from 'vitest';
import { askConfluence } from './ask.ts';
import type { RecordedAnswer } from './confluence/site.ts';
import { startLab } from './lab.ts';

test('several labs live side by side and do not share a world', async () => {
  const [first, second] = await Promise.all([startLab({ users: 100 }), startLab({ users: 100 })]);
  await askConfluence(first, '/rest/api/admin/user/show.long/disable', { method: 'PUT' });
  const reply = await askConfluence(second, '/rest/api/user?username=show.long&expand=status');
  expect(reply.json).toMatchObject({ status: 'current' });
  await Promise.all([first.close(), second.close()]);
});

test.each(['', '/', 'wiki', '/wiki/', '/a/b'])('the context path may be %j', async (contextPath) => {
  const lab = await startLab({ users: 100, contextPath });
  const expected = contextPath.replaceAll(/^\/|\/$/g, '');
  expect(new URL(lab.baseUrl).pathname).toBe(`/${expected}`);
  const page = (await askConfluence(lab, '/rest/api/user/list?limit=1')).json as { _links: Record<string, string> };
  expect(page._links).toMatchObject({ next: '/rest/api/user/list/?limit=1&start=1', base: lab.baseUrl });
  await lab.close();
});

test('whoever listens hears every JSON answer with the route it came from', async () => {
  const heard: RecordedAnswer[] = [];
  const lab = await startLab({ users: 100, onAnswer: (answer) => heard.push(answer) });
  await askConfluence(lab, '/rest/api/group/keep');
  expect(heard).toMatchObject([
    { method: 'GET', route: '/rest/api/group/{groupName}', status: 200, body: { name: 'keep' } },
  ]);
  await lab.close();
});

test('a lab behind another public address names that one in its links', async () => {
  const lab = await startLab({ users: 100, publicUrl: 'https://wiki.example.com/confluence' });
  const page = (await askConfluence(lab, '/rest/api/user/list?limit=1')).json as { _links: Record<string, string> };
  expect(page._links.base).toBe('https://wiki.example.com/confluence');
  await lab.close();
});

test('an unknown version is refused with the known ones', async () => {
  await expect(startLab({ confluence: '6.13' })).rejects.toThrow(/knows 7\.4, .*, 9\.4, 10\.2/);
});

test('closing ends answers that hang', async () => {
  const lab = await startLab({ users: 100 });
  lab.wire.faults.add({ kind: 'hang' });
  const asked = askConfluence(lab, '/rest/api/user/current').then(
    () => 'answered',
    () => 'broken',
  );
  while (lab.wire.log.list().length === 0) await new Promise((resolve) => setImmediate(resolve));
  await lab.close();
  expect(await asked).toBe('broken');
});
