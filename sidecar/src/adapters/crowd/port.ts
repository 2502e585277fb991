// What may be asked of one directory through a Crowd application that is mapped to this directory alone.
import type { AccountKey, Instant, Username, UserStatus } from '../../domain/user.ts';

/** An account as its directory tells it. `null` means that nothing usable was told. */
export interface DirectoryAccount {
  readonly key: AccountKey | null;
  /** The first part of the key. */
  readonly directoryId: string | null;
  /** In the form the directory keeps it. */
  readonly username: Username;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string;
  readonly email: string | null;
  readonly status: UserStatus;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** Complete where a single account was read or all were listed. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  /** Epoch milliseconds, or text as told where it is no number; undefined where nothing was told, which is not "never". */
  readonly lastAuthenticated: number | string | undefined;
  readonly lastActive: number | string | undefined;
}

export interface DirectoryGroup {
  readonly name: string;
  readonly description: string | null;
}

/** One group with everybody and everything directly in it. */
export interface DirectoryMemberships {
  readonly group: string;
  readonly usernames: readonly string[];
  readonly childGroups: readonly string[];
}

/** Which directory the accounts of a sample belong to. */
export type DirectoryMapping =
  | 'as-configured'
  | 'another' // none of them to the configured one
  | 'several' // more than one directory is mapped to the application
  | 'unconfirmed' // one directory, but none is configured to compare it with
  | 'untold'; // nobody is in it yet, or no keys are told

/** Who answers for a directory. */
export interface DirectoryIdentity {
  /** From the version header: `Crowd` and `5.1.0`. */
  readonly product: string;
  readonly version: string;
  readonly seenDirectories: readonly { readonly id: string; readonly name: string | null }[];
  readonly mapping: DirectoryMapping;
}

/** What an application may do in its directory; granted in Crowd one by one. */
export type DirectoryAbility =
  | 'accounts.list'
  | 'groups.list'
  | 'changes.read' // the feed of events
  | 'accounts.create'
  | 'accounts.update'
  | 'accounts.delete'
  | 'memberships.write'
  | 'groups.create'
  | 'attributes.write'
  | 'passwords.set'
  | 'passwords.mail'
  | 'sessions.end';

export interface DirectoryAbilityState {
  readonly ability: DirectoryAbility;
  /** Writing cannot be tried without writing: it stays untold until the first write of its kind was answered. */
  readonly may: 'yes' | 'no' | 'untold';
  /** The request or the setting that told. */
  readonly evidence: string;
  readonly askedAt: Instant;
}

/** Something that is no longer as it was; what became of it must be read. */
export interface DirectoryChange {
  readonly subject: 'account' | 'group';
  readonly name: string;
  /** Whether the thing itself changed, or what it is a member of or has as members. */
  readonly part: 'itself' | 'memberships';
  /** The directory's own word, e.g. `CREATED`; null where it gave none. */
  readonly operation: string | null;
}

/** `token` goes into the next question; null means that the next question needs a full reading again. */
export type DirectoryChanges =
  | { readonly kind: 'changes'; readonly token: string; readonly changes: readonly DirectoryChange[] }
  | {
      readonly kind: 'full-read-needed';
      readonly token: string | null;
      readonly reason: 'no-token' | 'expired' | 'not-available' | 'not-understood';
    };

/** Reading one directory. Lists yield one page at a time; everything throws `HostFailure` with a `crowd_` code. */
export interface DirectoryReadPort {
  /** Asks anew each time. */
  readonly identify: () => Promise<DirectoryIdentity>;
  readonly abilities: () => Promise<readonly DirectoryAbilityState[]>;
  /** Every account with its attributes. */
  readonly listAccounts: () => AsyncIterable<readonly DirectoryAccount[]>;
  /** One account with its attributes; null when the directory has none of this name. */
  readonly readAccount: (username: string) => Promise<DirectoryAccount | null>;
  readonly listGroups: () => AsyncIterable<readonly DirectoryGroup[]>;
  readonly readGroup: (group: string) => Promise<DirectoryGroup | null>;
  /** Every group with its direct members, in one request where the directory offers it. */
  readonly listMemberships: () => AsyncIterable<readonly DirectoryMemberships[]>;
  /** Usernames in a group: directly, or through child groups too. */
  readonly listMembers: (group: string, depth?: 'direct' | 'nested') => AsyncIterable<readonly string[]>;
  readonly listChildGroups: (group: string, depth?: 'direct' | 'nested') => AsyncIterable<readonly string[]>;
  /** Groups of an account, complete; throws `crowd_user_not_found` for nobody. */
  readonly readGroupsOf: (username: string, depth?: 'direct' | 'nested') => Promise<readonly string[]>;
  /**
   * What changed since the token was given. Without a token a full reading is needed, and the token given back with
   * that answer must be kept from before that reading.
   */
  readonly changesSince: (token: string | null) => Promise<DirectoryChanges>;
}
