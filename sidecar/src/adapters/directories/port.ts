// What may be asked of everything that tells of directories: Confluence's list, its database, the Crowd applications.
import type { DirectoryWitness, ToldDirectory } from '../../domain/directory.ts';
import type { AccountKey, Instant, UserKey, Username, UserStatus } from '../../domain/user.ts';
import type { HostFailureCode } from '../ports.ts';

/** What one witness says of directories, or why it says nothing. */
export interface DirectoryWord {
  readonly witness: DirectoryWitness;
  readonly told: readonly ToldDirectory[] | null;
  readonly failure: HostFailureCode | null;
}

/** An account as its directory tells it, or Confluence's copy of it. `null` means "not told". */
export interface ToldAccount {
  readonly username: Username;
  /** Confluence's key of the user; null where only the name tells whose it is. */
  readonly userKey: UserKey | null;
  readonly status: UserStatus;
  readonly email: string | null;
  readonly displayName: string | null;
  /** Crowd's key; null where the database told. */
  readonly key: AccountKey | null;
  readonly createdAt: Instant | null;
}

/** The accounts of one directory; none where reading failed. */
export interface ToldAccounts {
  readonly directory: string;
  readonly by: 'database' | 'crowd';
  readonly accounts: readonly ToldAccount[];
  readonly failure: HostFailureCode | null;
}

/** A user key whose name leads nowhere, or not to it alone. */
export interface NameFault {
  readonly kind: 'unsynced' | 'no-folded-name' | 'shared-folded-name';
  readonly userKey: UserKey;
  readonly username: string;
}

export interface SiteAccounts {
  readonly words: readonly DirectoryWord[];
  readonly accounts: readonly ToldAccounts[];
  /** Null where the database did not tell them. */
  readonly nameFaults: readonly NameFault[] | null;
}

export interface DirectorySources {
  /** Whether anything here tells accounts at all; if not, nothing needs to be read. */
  readonly tellAccounts: boolean;
  /** Whether anything here tells names that lead nowhere: Confluence's database alone does. */
  readonly tellNames: boolean;
  /** Asks every witness there is, at the same time. One that cannot answer is named and keeps no other back. */
  readonly hear: () => Promise<readonly DirectoryWord[]>;
  /**
   * Directories with all their accounts: from the database where it answers, else and for directories it does not know
   * from their Crowd applications. Holds a short row an account in memory.
   */
  readonly read: () => Promise<SiteAccounts>;
}
