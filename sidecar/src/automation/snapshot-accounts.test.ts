// Joining what directories told with the users of a snapshot, where names are not enough.
import { describe, expect, it } from 'vitest';
import type { SiteAccounts, ToldAccount } from '../adapters/ports.ts';
import { nameDirectory } from '../domain/directory.ts';
import type { UserKey, Username } from '../domain/user.ts';
import { isUnsynced, joinAccounts, type ListedUser } from './snapshot-accounts.ts';

const readAt = '2026-03-01T12:00:00.000Z';

function list(username: string, status: ListedUser['status'] = 'active'): ListedUser {
  return { userKey: `key-${username}` as UserKey, username: username as Username, status };
}

function tell(username: string, parts: Partial<ToldAccount> = {}): ToldAccount {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return { username: username as Username, userKey: null, status: 'active', ...told, ...parts };
}

function site(accounts: readonly ToldAccount[], parts: Partial<SiteAccounts> = {}): SiteAccounts {
  const directory = { ...nameDirectory('One'), order: 0, active: true };
  return {
    words: [{ witness: 'database', told: [directory], failure: null }],
    accounts: [{ directory: 'One', by: 'database', accounts, failure: null }],
    nameFaults: [],
    ...parts,
  };
}

function joined(told: SiteAccounts, ...users: ListedUser[]) {
  return joinAccounts(told, users, readAt).accounts.map(({ userKey, account }) => {
    return [userKey, account.username, account.status, account.effective];
  });
}

describe('an account', () => {
  it('belongs to the user whose key it names, whatever it is called', () => {
    const told = site([tell('renamed', { userKey: 'key-ada' as UserKey })]);
    expect(joined(told, list('ada'), list('renamed'))).toEqual([['key-ada', 'renamed', 'active', true]]);
  });

  it('belongs to the user of its very name before one of its folded name', () => {
    expect(joined(site([tell('ΣΑΣ')]), list('ΣΑΣ'), list('σασ'))).toEqual([['key-ΣΑΣ', 'ΣΑΣ', 'active', true]]);
    expect(joined(site([tell('ADA')]), list('ada'))).toEqual([['key-ada', 'ADA', 'active', true]]);
  });

  it('may belong to each of the users who share its folded name, so that of none anything certain is said', () => {
    expect(joined(site([tell('Σας')]), list('σας'), list('σασ'))).toEqual([
      ['key-σας', 'Σας', 'unknown', null],
      ['key-σασ', 'Σας', 'unknown', null],
    ]);
  });

  it('of nobody whom Confluence lists belongs to nobody', () => {
    expect(joined(site([tell('bob'), tell('eve', { userKey: 'key-eve' as UserKey })]), list('ada'))).toEqual([]);
  });
});

it('knows no account for certain where nobody names the directories there are', () => {
  const told = site([tell('ada')], {
    words: [{ witness: 'confluence', told: null, failure: 'host_capability_absent' }],
  });
  const { accounts, readings } = joinAccounts(
    { ...told, accounts: told.accounts.map((one) => ({ ...one, by: 'crowd' as const })) },
    [list('ada')],
    readAt,
  );
  expect(accounts.map(({ account }) => account.effective)).toEqual([null]);
  expect(readings[0]).toMatchObject({ source: 'accounts', state: 'partial', reason: 'directories_untold' });
});

it('leaves out a listed user whom no directory has any more, unless Confluence still says active or disabled', () => {
  const faults = [{ kind: 'unsynced' as const, userKey: 'key-ada' as UserKey, username: 'ada' }];
  const unsynced = isUnsynced(site([], { nameFaults: faults }));
  expect(unsynced(list('ada', 'unknown'))).toBe(true);
  expect(unsynced(list('ada', 'active'))).toBe(false);
  expect(unsynced(list('bob', 'unknown'))).toBe(false);
  expect(isUnsynced(null)(list('ada', 'unknown'))).toBe(false);
});
