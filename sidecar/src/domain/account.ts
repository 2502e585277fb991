// A user's accounts: the entries of one person in the directories Confluence asks, as far as somebody told of them.
import type { Instant, Username, UserStatus } from './user.ts';

/** One account of a user as its directory was read. `null` means "not known". */
export interface Account {
  /** The directory's name as Confluence shows it. */
  readonly directory: string;
  /** As the directory writes it. */
  readonly username: Username;
  readonly status: UserStatus;
  readonly email: string | null;
  readonly displayName: string | null;
  /** Crowd's `<directoryId>:<externalId>`; null where the database told. */
  readonly key: string | null;
  readonly createdAt: Instant | null;
  /** Whether it speaks for the user; null where that cannot be told. */
  readonly effective: boolean | null;
}

/** What is known of a user's accounts; `complete`: every active directory of this Confluence was read. */
export type AccountsKnown =
  | { readonly kind: 'untold' }
  | { readonly kind: 'told'; readonly complete: boolean; readonly accounts: readonly Account[] };
