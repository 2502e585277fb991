// What disabling a user takes, by what is known of the accounts.
import { expect, it } from 'vitest';
import { type Account, type AccountsKnown, accountsToDisable, effectiveAccount, mayHaveSuccessor } from './account.ts';
import type { Username } from './user.ts';

function account(directory: string, parts: Partial<Account> = {}): Account {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username: 'mara' as Username, status: 'active', effective: false, ...told, ...parts };
}

function know(complete: boolean, ...accounts: Account[]): AccountsKnown {
  return { kind: 'told', complete, accounts };
}

const first = account('one', { effective: true });
const second = account('two');

it('takes every active account to disable a user for good, and says so for certain where all is known', () => {
  const off = account('three', { status: 'disabled' });
  expect(accountsToDisable(know(true, first, second, off))).toEqual({ certain: true, accounts: [first, second] });
});

it('is not certain of it where a directory was not read, a status is not told, or an account may not count', () => {
  expect(accountsToDisable(know(false, first))).toEqual({ certain: false, accounts: [first] });
  const unclear = account('two', { status: 'unknown' });
  expect(accountsToDisable(know(true, first, unclear))).toEqual({ certain: false, accounts: [first, unclear] });
  expect(accountsToDisable(know(true, account('one', { effective: null })))?.certain).toBe(false);
  expect(accountsToDisable({ kind: 'untold' })).toBeNull();
});

it('finds the account that speaks, and none where that cannot be told', () => {
  expect(effectiveAccount(know(true, second, first))).toBe(first);
  expect(effectiveAccount(know(true, account('one', { effective: null }), second))).toBeNull();
  expect(effectiveAccount({ kind: 'untold' })).toBeNull();
});

it('may follow another account, unless all accounts or all directories are known to be one', () => {
  expect(mayHaveSuccessor({ kind: 'untold' }, ['one'])).toBe(false);
  expect(mayHaveSuccessor({ kind: 'untold' }, null)).toBe(true);
  expect(mayHaveSuccessor({ kind: 'untold' }, ['one', 'two'])).toBe(true);
  expect(mayHaveSuccessor(know(true, first), ['one', 'two'])).toBe(false);
  expect(mayHaveSuccessor(know(false, first), ['one', 'two'])).toBe(true);
  expect(mayHaveSuccessor(know(true, first, second), null)).toBe(true);
});
