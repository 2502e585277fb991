// The suite about directories, accounts and names.
import { expect, it } from 'vitest';
import { keyOf } from '../../support/confluence-tables/rows.ts';
import { accountWishes, crowd, keys } from '../../support/confluence-tables/site.ts';
import { collect, type GivenSites } from './given.ts';

export function describePeople({ read }: GivenSites): void {
  it('tells directories in the order Confluence asks them, gaps closed, unused ones last', async () => {
    const directories = await read((reading) => reading.directories());
    expect(directories.map(({ id, kind, active, order }) => [id, kind, active, order])).toEqual([
      ['2', 'connector', true, 0],
      ['1', 'internal', true, 1],
      ['4', 'delegating', false, 2],
      ['3', 'crowd', true, 3],
      ['5', 'unknown', true, null],
    ]);
    expect(directories.find(({ id }) => id === '1')?.operations).toEqual(['CREATE_USER', 'DELETE_USER', 'UPDATE_USER']);
    expect(directories.find(({ id }) => id === '2')?.operations).toEqual([]);
  });

  it('yields every account once, in batches, ids larger than a JavaScript number included', async () => {
    const accounts = await read((reading) => collect(reading.accounts()));
    expect(accounts).toHaveLength(accountWishes.length + crowd);
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
    expect(accounts.at(-1)?.id).toBe('9007199254740993');
  });

  it('tells of an account what its row tells, and makes no date of what is none', async () => {
    const accounts = await read((reading) => collect(reading.accounts()));
    const byId = new Map(accounts.map((account) => [account.id, account]));
    expect(byId.get('1001')).toEqual({
      id: '1001',
      directoryId: '2',
      username: 'alice',
      folded: 'alice',
      active: true,
      email: '1001@example.org',
      displayName: 'alice of 2',
      createdAt: '2020-01-01T08:00:00.000Z',
      externalId: 'ext-1001',
      userKey: keys.alice,
      lastAuthenticatedAt: '2024-07-02T16:58:49.879Z',
      effective: true,
      shadowed: false,
    });
    expect(byId.get('1004')?.lastAuthenticatedAt).toBeNull();
    expect(byId.get('1003')?.lastAuthenticatedAt).toBeUndefined(); // words
    expect(byId.get('1009')?.lastAuthenticatedAt).toBeUndefined(); // seconds taken for milliseconds
    expect(byId.get('1014')).toMatchObject({ active: null, email: null, lastAuthenticatedAt: undefined });
    expect(byId.get('1016')).toMatchObject({ username: "o'hara\\n", lastAuthenticatedAt: '2030-01-01T00:00:00.000Z' });
    expect(byId.get('1009')).toMatchObject({ email: null, userKey: keys['frank.müller'] });
    expect(byId.get('1010')).toMatchObject({ username: '山田太郎', createdAt: null });
    expect(byId.get('1013')?.createdAt).toBeUndefined(); // 1970
    expect(byId.get('1011')?.userKey).toBe(keys.σοφιας);
  });

  it('lets the first active account speak for the user, and the first where none is active', async () => {
    const accounts = await read((reading) => collect(reading.accounts()));
    const told = (name: string) =>
      accounts
        .filter(({ folded }) => folded === name)
        .map(({ directoryId, effective, shadowed }) => [directoryId, effective, shadowed]);
    expect(told('alice')).toEqual([
      ['2', true, false],
      ['1', false, true],
    ]);
    // Disabled in the first directory, active in the second.
    expect(told('bob')).toEqual([
      ['2', false, true],
      ['1', true, false],
    ]);
    expect(told('carol')).toEqual([
      ['2', true, false],
      ['3', false, true],
    ]);
    // A directory that is switched off, and one Confluence does not use.
    expect(told('dora')).toEqual([['4', false, false]]);
    expect(told('erik')).toEqual([['5', false, false]]);
    // Two people whose names some collations take for one.
    expect(told('jose')).toEqual([['1', true, false]]);
    expect(told('josé')).toEqual([['3', true, false]]);
  });

  it('gives no user key where there is none yet, and none where duplicates leave it open', async () => {
    const accounts = await read((reading) => collect(reading.accounts()));
    const keyOfAccount = (name: string) => accounts.find(({ folded }) => folded === name)?.userKey;
    expect([keyOfAccount('josé'), keyOfAccount('twin')]).toEqual([null, null]);
    expect(keyOfAccount('jose')).toBe(keys.jose);
  });

  it('finds unsynced users and names that lead to no user key or to several', async () => {
    const [unsynced, duplicates] = await read(async (reading) => [
      await collect(reading.unsynced()),
      await collect(reading.duplicates()),
    ]);
    expect(unsynced).toEqual([{ userKey: keys.gone, username: 'gone', folded: 'gone' }]);
    expect(duplicates).toEqual([
      { fault: 'no-folded-name', userKey: keyOf(101), username: 'Renamed', folded: null },
      { fault: 'shared-folded-name', userKey: keyOf(102), username: 'twin', folded: 'twin' },
      { fault: 'shared-folded-name', userKey: keyOf(103), username: 'Twin', folded: 'twin' },
    ]);
  });
}
