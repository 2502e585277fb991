// The advanced audit log: what it tells of logins depends on its coverage, page by page from the newest on.
import { afterEach, expect, test } from 'vitest';
import { askConfluence, askControl, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';

type Event = {
  timestamp: string;
  author: { id: string; name: string };
  type: { action: string; actionI18nKey: string; categoryI18nKey: string };
  affectedObjects: { name: string; type: string }[];
};
type Events = { entities: Event[]; pagingInfo: { lastPage: boolean; nextPageCursor: string | null; size: number } };

let lab: Lab;
afterEach(async () => {
  expect(lab.violations).toEqual([]);
  await lab.close();
});

async function start(options: LabOptions): Promise<void> {
  lab = await startLab({ users: 200, ...options });
}

async function read(query = ''): Promise<Events> {
  const reply = await askConfluence(lab, `/rest/auditing/1.0/events?limit=500${query}`);
  expect(reply.status).toBe(200);
  return reply.json as Events;
}

const actionsOf = ({ entities }: Events) => new Set(entities.map((one) => one.type.action));

test('at its usual coverage it holds changes by administrators and no login, failed or not', async () => {
  await start({});
  await askControl(lab, 'POST', '/login', { username: 'keep.direct' });
  await askConfluence(lab, '/rest/api/user/current', { authorization: encodeBasic('keep.direct', 'wrong') });
  await askConfluence(lab, '/rest/api/user/keep.direct/group/contractors', { method: 'PUT' });
  const events = await read();
  expect(events.entities).toEqual([
    expect.objectContaining({
      author: { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'admin', type: 'user' },
      type: expect.objectContaining({
        action: 'User added to group',
        actionI18nKey: 'audit.logging.summary.group.membership.added',
      }),
      affectedObjects: [
        { name: 'keep.direct', type: 'User', id: 'keep.direct' },
        { name: 'contractors', type: 'Group', id: 'contractors' },
      ],
    }),
  ]);
  expect(events.pagingInfo).toEqual({ lastPage: true, nextPageCursor: null, size: 1 });
});

test('it holds what is always recorded: users and groups made, memberships, permissions, tokens', async () => {
  await start({});
  const post = (path: string, body: unknown) => askConfluence(lab, path, { method: 'POST', body });
  await post('/rest/api/admin/user', { userName: 'au', fullName: 'Au', email: 'au@example.com', password: 'x' });
  await post('/rest/api/admin/group', { type: 'group', name: 'audited' });
  const body = [{ targetType: 'application', operationKey: 'use' }];
  await askConfluence(lab, '/rest/api/permissions/group/audited/grant', { method: 'PUT', body });
  await post('/rest/pat/latest/tokens', { name: 'audited', expirationDuration: 9 });
  const told = (await read()).entities.map(({ type, affectedObjects }) => [
    type.actionI18nKey,
    type.categoryI18nKey,
    affectedObjects[0]?.type,
    affectedObjects[0]?.name,
  ]);
  const users = 'audit.logging.category.user.management';
  const tokenMade = 'personal.access.tokens.audit.log.summary.token.created';
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      ['audit.logging.summary.user.created', users, 'User', 'au'],
      ['audit.logging.summary.group.created', users, 'Group', 'audited'],
      ['audit.logging.summary.global.permission.added', 'audit.logging.category.permissions', 'Group', 'audited'],
      [tokenMade, 'audit.logging.category.security', 'Personal access token', 'audited'],
    ]),
  );
});

test('raised by one step it holds failed logins, and only by two those that came through', async () => {
  await start({ auditCoverage: 'advanced' });
  expect(actionsOf(await read())).toEqual(new Set(['User login failed']));
  await lab.close();
  await start({ auditCoverage: 'full' });
  const login = await askControl(lab, 'POST', '/login', { username: 'keep.direct' });
  const events = await read();
  expect(actionsOf(events)).toEqual(new Set(['User login failed', 'User login successful']));
  const { lastLoginAt } = login.json as { lastLoginAt: string };
  expect(events.entities[0]).toMatchObject({ timestamp: lastLoginAt, author: { name: 'keep.direct' } });
});

test('it comes in pages from the newest on, between two instants, each event once', async () => {
  await start({ auditCoverage: 'full' });
  const from = new Date(lab.clock.nowMs() - 60 * 86_400_000).toISOString();
  const whole = (await read(`&from=${from}`)).entities;
  const paged: Event[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = `from=${from}&limit=7${cursor === '' ? '' : `&pageCursor=${encodeURIComponent(cursor)}`}`;
    const page = (await askConfluence(lab, `/rest/auditing/1.0/events?${query}`)).json as Events;
    paged.push(...page.entities);
    cursor = page.pagingInfo.nextPageCursor;
    expect(page.pagingInfo.lastPage).toBe(cursor === null);
  }
  expect(paged).toEqual(whole);
  expect(paged.map((one) => one.timestamp)).toEqual(
    paged
      .map((one) => one.timestamp)
      .toSorted()
      .toReversed(),
  );
  expect(paged.every((one) => one.timestamp >= from)).toBe(true);
  expect(paged.length).toBeGreaterThan(20);
});

test('it can be asked for some categories, by word or key, and for what is told of an event', async () => {
  await start({ auditCoverage: 'full' });
  await askConfluence(lab, '/rest/api/user/keep.direct/group/contractors', { method: 'PUT' });
  for (const category of ['Users and groups', 'audit.logging.category.user.management']) {
    const events = await read(`&categories=${encodeURIComponent(category)}`);
    expect(actionsOf(events)).toEqual(new Set(['User added to group']));
  }
  expect((await read('&categories=Users%20and%20groups,Security')).entities).toEqual((await read()).entities);
  expect((await read('&categories=Nothing')).pagingInfo).toEqual({ lastPage: true, nextPageCursor: null, size: 0 });
  expect(actionsOf(await read('&search=added%20to'))).toEqual(new Set(['User added to group']));
  const names = (await read('&search=admin.idle')).entities.map((event) => event.author.name);
  expect(new Set(names)).toEqual(new Set(['admin.idle']));
});

test('it is for administrators, refuses what it does not understand, and is not there before 7.5', async () => {
  await start({});
  const path = '/rest/auditing/1.0/events';
  const status = async (query: string, authorization?: string) =>
    (await askConfluence(lab, `${path}${query}`, authorization === undefined ? {} : { authorization })).status;
  expect(await status('', encodeBasic('keep.direct', 'keep.direct-secret'))).toBe(403);
  for (const query of ['?from=yesterday', '?limit=0', '?pageCursor=x']) expect(await status(query)).toBe(400);
  await lab.close();
  await start({ confluence: '7.4' });
  expect(await status('')).toBe(404);
});
