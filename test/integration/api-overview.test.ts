// The figures of the first page and the search by criteria, over the API: every user counted once, the unknown beside them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const readAt = '2026-03-02T08:00:00.000Z';
const seen = (at: string): Activity => ({ state: 'seen', at, kind: 'login', source: 'users.activity', readAt });

function makeUser(name: string, activity: Activity, status: ReadUser['status'] = 'active'): ReadUser {
  const userKey = `key-${name}` as UserKey;
  return { userKey, username: name as Username, displayName: name, email: null, status, activity, createdAt: null };
}

const users: readonly ReadUser[] = [
  makeUser('today', seen('2026-03-01T00:00:00.000Z')),
  makeUser('idle', seen('2025-01-01T00:00:00.000Z')),
  makeUser('idle-boss', seen('2025-01-01T00:00:00.000Z')),
  makeUser('idle-exempt', seen('2025-01-01T00:00:00.000Z')),
  makeUser('untold', { state: 'unknown', reason: 'not-covered' }),
  makeUser('gone', { state: 'unknown', reason: 'not-covered' }, 'disabled'),
];

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

async function readSite(): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  await snapshots.addUsers(id, users, readAt);
  const groups = ['Confluence-Administrators', 'staff'];
  await snapshots.addGroups(
    id,
    groups.map((name) => ({ name, knowledge: 'complete' as const, directMembers: 1, childGroups: [] })),
  );
  await snapshots.addMemberships(id, [
    { group: 'Confluence-Administrators', userKey: 'key-idle-boss' as UserKey, direct: true },
    { group: 'staff', userKey: 'key-idle' as UserKey, direct: true },
  ]);
  await snapshots.finish(id, { finishedAt: readAt, sources: [] });
  await harness.call('POST', '/exemptions', {
    subject: 'user',
    name: 'idle-exempt',
    owner: 'ada',
    reason: 'on leave',
    lastDay: '2026-12-31',
  });
}

const find = async (payload: object) => (await harness.call('POST', '/users/search', payload)).json();

describe('the overview', () => {
  it('says that Confluence was not read yet instead of showing noughts', async () => {
    const response = await harness.call('GET', '/overview');
    expect([response.statusCode, response.json().error.code]).toEqual([409, 'no_snapshot']);
  });

  it('counts every user once, so that the figures add up', async () => {
    await readSite();
    const { users: all, standing } = (await harness.call('GET', '/overview')).json();
    expect(standing).toEqual({ active: 1, inactive: 1, unknown: 1, protected: 2, disabled: 1 });
    expect(Object.values<number>(standing).reduce((sum, one) => sum + one)).toBe(all);
  });

  it('takes the number of days from whoever asks', async () => {
    const { standing } = (await harness.call('GET', '/overview?inactiveDays=1000')).json();
    expect(standing).toMatchObject({ active: 2, inactive: 0 });
  });
});

describe('the activity of everybody', () => {
  it('counts enabled users once each, by how long ago they were last active', async () => {
    const { within, beyond, never, unknown } = (await harness.call('GET', '/overview/activity')).json();
    expect(within.filter((bucket: { users: number }) => bucket.users > 0)).toEqual([
      { days: 7, users: 1 },
      { days: 730, users: 3 },
    ]);
    expect([beyond, never, unknown]).toEqual([0, 0, 1]);
  });

  it('names the days that policies in use ask for, each with its policies', async () => {
    const save = (id: string, days: number) =>
      harness.call('PUT', `/policies/${id}`, {
        policy: id,
        name: `Idle ${id}`,
        criteria: { any: [{ inactiveDays: days }, { neverActive: { accountOlderThanDays: 5 } }] },
        actions: ['disable'],
      });
    for (const [id, days] of [
      ['a', 180],
      ['b', 45],
      ['c', 180],
    ] as const)
      expect((await save(id, days)).statusCode).toBe(200);
    const { thresholds } = (await harness.call('GET', '/overview/activity')).json();
    expect(thresholds).toEqual([
      { days: 45, policies: ['Idle b'] },
      { days: 180, policies: ['Idle a', 'Idle c'] },
    ]);
  });
});

describe('the search by criteria', () => {
  it('gives whom the criteria mean, and counts of whom that is not known', async () => {
    const criteria = { inactiveDays: 90 };
    const page = await find({ criteria });
    expect(page.items.map((user: { username: string }) => user.username)).toEqual(['idle', 'idle-boss', 'idle-exempt']);
    expect(page.counts).toEqual({ total: 3, unknown: 2 });
    expect(page.usersRead).toBe(users.length);
  });

  it('looks at the text and the criteria together, and counts only with the first page', async () => {
    const first = await find({ criteria: { inactiveDays: 90 }, search: 'IDLE-', limit: 1 });
    expect([first.counts, first.items.length]).toEqual([{ total: 2, unknown: 0 }, 1]);
    const second = await find({ criteria: { inactiveDays: 90 }, search: 'IDLE-', limit: 1, cursor: first.nextCursor });
    expect([second.counts, second.nextCursor]).toEqual([null, null]);
    expect([first, second].map((page) => page.items[0].username)).toEqual(['idle-boss', 'idle-exempt']);
  });

  it('means everybody without criteria, with the number of their groups', async () => {
    const { items, counts } = await find({});
    expect(counts).toEqual({ total: users.length, unknown: 0 });
    const groups = Object.fromEntries(
      items.map((user: { username: string; groups: number }) => [user.username, user.groups]),
    );
    expect(groups).toMatchObject({ idle: 1, today: 0 });
    expect(items[0]).toMatchObject({ seat: null, directory: null });
  });

  it('refuses criteria that policies would not take, and names the place', async () => {
    const response = await harness.call('POST', '/users/search', { criteria: { all: [{ inactivDays: 90 }] } });
    expect([response.statusCode, response.json().error.code]).toEqual([422, 'criteria_invalid']);
    expect(response.json().error.details[0].path).toContain('criteria.all[0]');
  });
});
