// Unsynced users over the API: found where they are asked for, marked as such, and never "not found" when looked at.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { namesSource } from '../../sidecar/src/store/accounts.ts';
import type { ReadUser, SourceReading } from '../../sidecar/src/store/snapshots.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const readAt = '2026-03-02T08:00:00.000Z';
const mara: ReadUser = {
  userKey: 'key-mara' as UserKey,
  username: 'mara' as Username,
  displayName: 'Mara',
  email: null,
  status: 'active',
  activity: { state: 'unknown', reason: 'no-source' },
  createdAt: null,
};

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
  await harness.call('PUT', '/policies/gone', {
    policy: 'gone',
    name: 'Gone',
    criteria: { unsynced: true },
    actions: ['delete'],
  });
});
afterAll(() => harness.close());

/** A reading of one user and one name without an account, told to its end or not. */
async function read(state: SourceReading['state']): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  await snapshots.addUsers(id, [mara], readAt);
  const fault = { kind: 'unsynced' as const, userKey: 'key-lost' as UserKey, username: 'lost', directory: null };
  await snapshots.addDirectoryFaults(id, [fault]);
  const reason = state === 'complete' ? null : 'database_unreachable';
  await snapshots.finish(id, {
    finishedAt: readAt,
    sources: [{ source: namesSource, state, reason, count: 1, readAt }],
  });
}

const refusalOf = async (path: string) => {
  const response = await harness.call('GET', path);
  return [response.statusCode, response.json().error.code];
};

describe('somebody whom no directory has any more', () => {
  it('is found where the criteria ask, and told from those who have an account', async () => {
    await read('complete');
    const search = async (criteria: object) => (await harness.call('POST', '/users/search', { criteria })).json().items;
    expect(await search({ unsynced: true })).toMatchObject([{ userKey: 'key-lost', unsynced: true, directory: null }]);
    expect(await search({ unsynced: false })).toMatchObject([{ userKey: 'key-mara', unsynced: false }]);
    expect(await search({ users: ['key-lost'] })).toEqual([]);
    expect(await search({ all: [{ users: ['key-lost'] }, { unsynced: true }] })).toMatchObject([
      { userKey: 'key-lost', unsynced: true },
    ]);
  });

  it.each(['/users/key-', '/policies/gone/why/key-'])('is told as that by %s…, and nobody else is', async (path) => {
    await read('complete');
    expect(await refusalOf(`${path}lost`)).toEqual([404, 'user_unsynced']);
    expect(await refusalOf(`${path}nobody`)).toEqual([404, 'user_not_found']);
    await read('failed');
    expect(await refusalOf(`${path}lost`)).toEqual([404, 'user_not_found']);
  });
});
