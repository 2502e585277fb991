// "Had this policy run a month ago", over the API: counts from a reading that is kept, and plain words where none is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const then = '2026-01-30T02:00:00.000Z';
const now = '2026-03-02T02:00:00.000Z';
const long = '2025-01-01T00:00:00.000Z';
const since = '2026-02-14T00:00:00.000Z';
const seen = (at: string): Activity => ({ state: 'seen', at, kind: 'login', source: 'users.activity', readAt: now });
const untold: Activity = { state: 'unknown', reason: 'not-covered' };

function user(name: string, activity: Activity, status: ReadUser['status'] = 'active'): ReadUser {
  const userKey = `key-${name}` as UserKey;
  return { userKey, username: name as Username, displayName: name, email: null, status, activity, createdAt: null };
}

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
  const answer = await harness.call('PUT', '/policies/idle', {
    policy: 'idle',
    name: 'Idle',
    criteria: { inactiveDays: 90 },
    actions: ['disable'],
    protect: { users: ['spared'], groups: [] },
  });
  expect(answer.statusCode).toBe(200);
});
afterAll(() => harness.close());

async function read(startedAt: string, users: readonly ReadUser[], hostId = 'host-1'): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId, startedAt });
  await snapshots.addUsers(id, users, startedAt);
  await snapshots.finish(id, { finishedAt: startedAt, sources: [] });
}

const look = async (days: number) => (await harness.call('GET', `/policies/idle/backtest?days=${days}`)).json();

describe('the backtest', () => {
  it('says that nothing old enough is kept, with the age of the oldest reading there is', async () => {
    expect((await look(30)).error.code).toBe('no_snapshot');
    await read(now, []);
    expect(await look(30)).toEqual({ kind: 'nothing-old-enough', oldest: now, keptDays: 30 });
    expect((await harness.call('GET', '/policies/nobody/backtest')).statusCode).toBe(404);
  });

  it('counts who was active since, and apart from them the idle, the disabled and those of whom it is not known', async () => {
    const idle = ['returned', 'idle', 'disabled', 'silent', 'gone', 'spared'];
    await read('2026-01-29T02:00:00.000Z', [], 'another-host');
    await read(then, [
      ...idle.map((name) => user(name, seen(long))),
      user('busy', seen('2026-01-29T00:00:00.000Z')),
      user('untold', untold),
    ]);
    await read(now, [
      user('returned', seen(since)),
      user('idle', seen(long)),
      user('disabled', seen(long), 'disabled'),
      user('silent', untold),
      user('spared', seen(since)),
      user('busy', seen(since)),
      user('untold', seen(since)),
    ]);
    expect(await look(30)).toEqual({
      kind: 'looked',
      snapshotId: expect.any(Number),
      readAt: then,
      heldAgainst: now,
      meant: 5,
      activeSince: 1,
      idleSince: 1,
      disabledSince: 1,
      unknown: 2,
      protected: 1,
      unknownThen: 1,
    });
    expect(await look(60)).toMatchObject({ kind: 'nothing-old-enough', oldest: then });
  });
});
