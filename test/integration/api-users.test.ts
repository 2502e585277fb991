// Users and snapshots over the API: every user is found once, and what is unknown says why.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import { nameDirectory } from '../../sidecar/src/domain/directory.ts';
import type { AccountKey, UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const readAt = '2026-03-02T08:00:00.000Z';
const names = ['Åse', 'zoë', 'Bo', 'bo+bo', "O'Neil", '田中', 'user%', 'user_', '<b>x</b>', 'مريم'];

function activityOf(index: number): Activity {
  if (index % 3 === 0)
    return {
      state: 'seen',
      at: `2026-02-${10 + (index % 5)}T00:00:00.000Z`,
      kind: 'login',
      source: 'users.activity',
      readAt,
    };
  if (index % 3 === 1) return { state: 'never', source: 'users.activity', readAt };
  return { state: 'unknown', reason: 'not-covered' };
}

const users: readonly ReadUser[] = Array.from({ length: 137 }, (_, index) => ({
  userKey: `key-${index}` as UserKey,
  username: `${names[index % names.length]}-${Math.floor(index / names.length)}` as Username,
  displayName: `${names[(index * 7) % names.length]}`,
  email: index % 4 === 0 ? null : `user${index}@example.org`,
  status: index % 10 === 9 ? 'disabled' : 'active',
  activity: activityOf(index),
  createdAt: null,
}));

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

async function readSite(): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  await snapshots.addUsers(id, users, readAt);
  await snapshots.addGroups(id, [{ name: 'a/b % c', knowledge: 'complete', directMembers: 1, childGroups: [] }]);
  await snapshots.addMemberships(id, [
    { group: 'a/b % c', userKey: 'key-3' as UserKey, direct: true },
    { group: 'a/b % c', userKey: 'key-4' as UserKey, direct: false },
  ]);
  const source = { source: 'users.list', state: 'complete' as const, reason: null, count: users.length, readAt };
  const absent = {
    source: 'users.activity',
    state: 'absent' as const,
    reason: 'host_capability_absent',
    count: 0,
    readAt,
  };
  await addAccounts(id);
  const accounts = { source: 'accounts', state: 'partial' as const, reason: 'directories_unread', count: 3, readAt };
  await snapshots.finish(id, { finishedAt: '2026-03-02T08:01:00.000Z', sources: [source, absent, accounts] });
}

/** Two accounts of key-3, the second one shadowed, and one of key-4 of which nothing certain is known. */
async function addAccounts(id: number): Promise<void> {
  const { snapshots } = harness.store;
  const directories = ['Inner', 'Outer'].map((name, order) => {
    return { ...nameDirectory(name), kind: 'unknown' as const, toldBy: ['confluence' as const], order };
  });
  await snapshots.addDirectories(
    id,
    directories.map((one) => ({ ...one, accounts: 'complete' })),
  );
  const told = { status: 'active' as const, email: null, displayName: null, key: '7:x' as AccountKey, createdAt: null };
  const place = (key: string, directory: string, effective: boolean | null) => {
    return { userKey: key as UserKey, account: { ...told, username: key as Username, directory, effective } };
  };
  await snapshots.addAccounts(id, [
    place('key-3', 'Outer', false),
    place('key-3', 'Inner', true),
    place('key-4', 'Outer', null),
  ]);
  await snapshots.addDirectoryFaults(id, [
    { kind: 'shadowed', userKey: 'key-3' as UserKey, username: 'key-3', directory: 'Outer' },
    { kind: 'spelled-differently', userKey: 'key-3' as UserKey, username: 'key-3', directory: null },
  ]);
}

async function walk(query: string): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const response = await harness.call(
      'GET',
      `/users?${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(response.statusCode).toBe(200);
    const { items, nextCursor } = response.json<{ items: { userKey: string }[]; nextCursor: string | null }>();
    keys.push(...items.map((item) => item.userKey));
    cursor = nextCursor;
  }
  return keys;
}

describe('before Confluence was read', () => {
  it('says so instead of showing nobody', async () => {
    for (const path of ['/users', '/users/key-1', '/snapshots/newest', '/directories/faults']) {
      const response = await harness.call('GET', path);
      expect([response.statusCode, response.json().error.code]).toEqual([409, 'no_snapshot']);
    }
  });

  it('a reading can be asked for, which wakes it and is noted', async () => {
    const response = await harness.call('POST', '/snapshots');
    expect([response.statusCode, response.json()]).toEqual([
      202,
      { requestedAt: harness.now(), newestSnapshotId: null },
    ]);
    expect(harness.woken).toEqual(['snapshot']);
    const [entry] = await harness.store.audit.list({ limit: 1, before: null });
    expect(entry).toMatchObject({ actor: 'ada', event: 'snapshot.requested' });
  });
});

describe('the newest snapshot', () => {
  beforeAll(readSite);

  it('tells its age and how each source was read', async () => {
    expect((await harness.call('GET', '/snapshots/newest')).json()).toMatchObject({
      ageSeconds: 3600,
      userCount: 137,
      groupCount: 1,
      sources: [{ state: 'complete' }, { state: 'absent', reason: 'host_capability_absent' }, { state: 'partial' }],
      accounts: {
        known: 'partly',
        faults: {
          shadowed: 1,
          'spelled-differently': 1,
          unsynced: null,
          'no-folded-name': null,
          'shared-folded-name': null,
        },
      },
    });
  });

  it.each(['username', 'displayName', 'lastActivity', 'status'])(
    'gives every user once, sorted by %s, both ways',
    async (sort) => {
      const expected = users.map((user) => user.userKey).sort();
      for (const descending of [false, true]) {
        for (const limit of [1, 10, 137]) {
          if (limit === 1 && descending) continue;
          expect((await walk(`sort=${sort}&descending=${descending}&limit=${limit}`)).sort()).toEqual(expected);
        }
      }
    },
  );

  it('finds by part of a name without regard to case, and takes % and _ literally', async () => {
    expect(await walk('search=ÅSE-0')).toEqual(['key-0']);
    expect((await walk('search=user%25-')).length).toBe(
      users.filter(({ username }) => username.startsWith('user%')).length,
    );
    expect((await harness.call('GET', '/users?search=zzz')).json()).toMatchObject({
      items: [],
      total: 0,
      nextCursor: null,
    });
  });

  it('filters by status and by group, nested members included', async () => {
    expect(await walk('status=disabled&limit=5')).toHaveLength(13);
    expect((await walk(`group=${encodeURIComponent('A/B % c')}`)).sort()).toEqual(['key-3', 'key-4']);
  });

  it('shows a user with groups, and why activity is unknown', async () => {
    const seen = (await harness.call('GET', '/users/key-3')).json();
    expect(seen).toMatchObject({
      readAt,
      user: {
        userKey: 'key-3',
        activity: { state: 'seen', kind: 'login', readAt },
        firstSeenAt: readAt,
        createdAt: null,
      },
      memberships: [{ group: 'a/b % c', direct: true }],
    });
    const unknown = (await harness.call('GET', '/users/key-2')).json();
    expect(unknown.user.activity).toEqual({ state: 'unknown', reason: 'not-covered' });
    const disabled = (await harness.call('GET', '/users/key-9')).json();
    expect(disabled.user).toMatchObject({ status: 'disabled', firstSeenDisabledAt: readAt });
  });

  it('shows the accounts of a user in the order of directories, and which of them speaks', async () => {
    const shown = async (key: string) => (await harness.call('GET', `/users/${key}`)).json().accounts;
    const standings = ({ items }: { items: { directory: string; standing: string }[] }) =>
      items.map(({ directory, standing }) => [directory, standing]);
    const both = await shown('key-3');
    expect(both.known).toBe('partly');
    expect(standings(both)).toEqual([
      ['Inner', 'effective'],
      ['Outer', 'shadowed'],
    ]);
    expect(standings(await shown('key-4'))).toEqual([['Outer', 'unknown']]);
  });

  it('filters by directory and by shadowed accounts', async () => {
    expect((await walk('directory=outer&limit=1')).sort()).toEqual(['key-3', 'key-4']);
    expect(await walk('shadowed=true')).toEqual(['key-3']);
    expect(await walk('directory=Inner&shadowed=true')).toEqual([]);
    expect(await walk('shadowed=false')).toHaveLength(users.length - 1);
  });

  it('lists what is at odds between directories, page by page and by kind', async () => {
    const first = (await harness.call('GET', '/directories/faults?limit=1')).json();
    expect([first.total, first.items.map((one: { kind: string }) => one.kind)]).toEqual([2, ['shadowed']]);
    const second = (await harness.call('GET', `/directories/faults?limit=1&cursor=${first.nextCursor}`)).json();
    expect(second).toMatchObject({ items: [{ kind: 'spelled-differently', directory: null }], nextCursor: null });
    const unsynced = (await harness.call('GET', '/directories/faults?kind=unsynced')).json();
    expect(unsynced).toMatchObject({ total: 0, items: [] });
    const wrong = await harness.call('GET', '/directories/faults?cursor=eA');
    expect([wrong.statusCode, wrong.json().error.code]).toEqual([400, 'bad_cursor']);
  });

  it('knows no user of that key', async () => {
    const response = await harness.call('GET', '/users/key-999');
    expect([response.statusCode, response.json().error.code]).toEqual([404, 'user_not_found']);
  });

  it.each([
    ['nonsense', 'cursor=!!!', 'bad_cursor'],
    ['JSON of another shape', `cursor=${Buffer.from('{"a":1}').toString('base64url')}`, 'bad_cursor'],
    [
      'a list of the wrong things',
      `cursor=${Buffer.from('["username",false,1,{}]').toString('base64url')}`,
      'bad_cursor',
    ],
    ['an endless one', `cursor=${'a'.repeat(3000)}`, 'bad_request'],
    ['two of them', 'cursor=a&cursor=b', 'bad_request'],
    ['one with a zero byte', 'cursor=a%00', 'bad_request'],
  ])('refuses a cursor that is %s', async (_what, query, code) => {
    const response = await harness.call('GET', `/users?${query}`);
    expect([response.statusCode, response.json().error.code]).toEqual([400, code]);
  });

  it('refuses a cursor of another order, which would leave users out silently', async () => {
    const { nextCursor } = (await harness.call('GET', '/users?limit=5&sort=username')).json();
    const response = await harness.call('GET', `/users?limit=5&sort=status&cursor=${nextCursor}`);
    expect(response.json().error.code).toBe('bad_cursor');
  });

  it.each([
    ['limit=0', 'limit', 'must be >= 1'],
    ['limit=501', 'limit', 'must be <= 500'],
    ['limit=5.5', 'limit', 'must be integer'],
    ['limit=', 'limit', 'must be integer'],
    ['descending=yes', 'descending', 'must be boolean'],
    ['sort=email', 'sort', 'must be one of username, displayName, lastActivity, status'],
    ['lmit=5', 'lmit', 'is not known here'],
    ['search=a%00b', 'search', 'must not have a zero byte'],
    ['__proto__=1', '__proto__', 'is not known here'],
  ])('refuses %s and says what is allowed', async (query, path, message) => {
    const response = await harness.call('GET', `/users?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json().error).toMatchObject({ code: 'bad_request', details: [{ path, message }] });
  });
});
