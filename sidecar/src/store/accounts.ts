// Accounts and directories of a snapshot, and what is at odds between them, as the rest of the product sees them.
import type { Account } from '../domain/account.ts';
import type { Directory } from '../domain/directory.ts';
import type { UserKey } from '../domain/user.ts';

/** How the accounts of a directory were read; `unused`: Confluence does not ask it, so that its accounts count for nothing. */
export type AccountsRead = 'complete' | 'failed' | 'no-source' | 'unused';

export interface SnapshotDirectory extends Directory {
  readonly accounts: AccountsRead;
}

export interface AccountRecord {
  readonly userKey: UserKey;
  readonly account: Account;
}

/** What is at odds between directories. */
export type DirectoryFaultKind =
  | 'shadowed' // an account for which another one speaks
  | 'spelled-differently' // one user's accounts are written in several ways
  | 'unsynced' // a user key, and no account in any directory
  | 'no-folded-name' // a user key that no name finds any more
  | 'shared-folded-name'; // user keys that share one name

export interface DirectoryFault {
  readonly kind: DirectoryFaultKind;
  readonly userKey: UserKey;
  readonly username: string;
  /** Null where it is about no single directory. */
  readonly directory: string | null;
}

export interface DirectoryFaultQuery {
  readonly snapshotId: number;
  readonly kind?: DirectoryFaultKind;
  readonly limit: number;
  /** As given by the page before; null for the first page. A malformed one is a `StoreInputError`. */
  readonly cursor: string | null;
}

export interface DirectoryFaultPage {
  readonly faults: readonly DirectoryFault[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** The name of the reading that says how completely accounts are known; where there is none, nobody told of any. */
export const accountsSource = 'accounts';
/** The name of the reading of what only the database tells: names that lead nowhere. */
export const namesSource = 'accounts.names';

export interface AccountRecords {
  /** Adds the directories in their order, before the accounts that lie in them. */
  readonly addDirectories: (snapshotId: number, directories: readonly SnapshotDirectory[]) => Promise<void>;
  /** Adds accounts of users and directories that were added before; the same account given twice counts once. */
  readonly addAccounts: (snapshotId: number, accounts: readonly AccountRecord[]) => Promise<void>;
  readonly addDirectoryFaults: (snapshotId: number, faults: readonly DirectoryFault[]) => Promise<void>;
  /** In their order; empty where no accounts were read. */
  readonly directories: (snapshotId: number) => Promise<readonly SnapshotDirectory[]>;
  /** A page, by kind and folded name. */
  readonly directoryFaults: (query: DirectoryFaultQuery) => Promise<DirectoryFaultPage>;
  readonly directoryFaultCounts: (snapshotId: number) => Promise<Readonly<Partial<Record<DirectoryFaultKind, number>>>>;
}
