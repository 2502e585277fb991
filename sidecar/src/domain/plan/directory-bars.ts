// What the directories of a user's accounts do not let happen, as far as somebody tells; nothing is guessed.
import { type Account, type AccountsKnown, accountsToDisable, effectiveAccount } from '../account.ts';
import type { HostChange } from '../action.ts';
import { foldName } from '../user.ts';
import type { PlanNote, UnsupportedReason } from './intent.ts';

/** Whether a directory lets an operation such as `UPDATE_USER` happen; `untold` where nobody says. */
export type DirectoryAllows = (directory: string, operation: string) => 'yes' | 'no' | 'untold';

/** Why a change at Confluence cannot come about for these accounts; null where it may. */
export function barOf(
  change: HostChange,
  accounts: AccountsKnown,
  allows: DirectoryAllows,
): Extract<UnsupportedReason, 'directory-read-only' | 'another-account-takes-over'> | null {
  if (accounts.kind === 'untold') return null;
  const speaker = effectiveAccount(accounts);
  const forbids = (account: Account, operation: string) => allows(account.directory, operation) === 'no';
  switch (change.kind) {
    case 'disable':
      // Confluence reaches the account that speaks and no other.
      if (speaker !== null && forbids(speaker, 'UPDATE_USER')) return 'directory-read-only';
      return successorsOf(accounts).length === 0 ? null : 'another-account-takes-over';
    case 'create-user':
      return null;
    case 'enable':
    case 'set-random-password':
      return speaker !== null && forbids(speaker, 'UPDATE_USER') ? 'directory-read-only' : null;
    case 'delete':
      // It goes from every directory or from none; accounts of which it is not known whether they count bar nothing.
      return accounts.accounts.some((one) => one.effective !== null && forbids(one, 'DELETE_USER'))
        ? 'directory-read-only'
        : null;
    case 'add-to-group':
    case 'remove-from-group': {
      // Which of the accounts has the membership is not told: only where all are barred, the change is.
      const { complete, accounts: all } = accounts;
      const barred = complete && all.length > 0 && all.every((one) => forbids(one, 'UPDATE_GROUP'));
      return barred ? 'directory-read-only' : null;
    }
  }
}

/** The accounts that certainly take over, one after the other, once the one that speaks is disabled. */
export function successorsOf(accounts: AccountsKnown): readonly Account[] {
  const speaker = effectiveAccount(accounts);
  if (speaker?.status !== 'active') return [];
  const active = accountsToDisable(accounts)?.accounts ?? [];
  return active.filter((account) => account.status === 'active' && account.effective === false);
}

/** The accounts as they are once those in the named directories are disabled. */
export function withDisabled(known: AccountsKnown, directories: readonly string[]): AccountsKnown {
  if (known.kind === 'untold' || directories.length === 0) return known;
  const folded = new Set(directories.map(foldName));
  const accounts = known.accounts.map((account) =>
    folded.has(foldName(account.directory)) ? { ...account, status: 'disabled' as const } : account,
  );
  return { ...known, accounts };
}

/** What is to be said of a user's directories where something is planned at Confluence. */
export function noteDirectory(accounts: AccountsKnown): PlanNote[] {
  return effectiveAccount(accounts) === null ? ['directory-not-told'] : [];
}
