// A user's accounts: the entries of one person in the directories Confluence asks, as far as somebody told of them.
import type { AccountKey, Instant, Username, UserStatus } from './user.ts';

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
  readonly key: AccountKey | null;
  readonly createdAt: Instant | null;
  /** Whether it speaks for the user; null where that cannot be told, never null otherwise. */
  readonly effective: boolean | null;
}

/** What is known of a user's accounts; `complete`: every active directory of this Confluence was read. */
export type AccountsKnown =
  | { readonly kind: 'untold' }
  | { readonly kind: 'told'; readonly complete: boolean; readonly accounts: readonly Account[] };

/** The account that speaks for the user, where that is known for certain. */
export function effectiveAccount(known: AccountsKnown): Account | null {
  if (known.kind === 'untold') return null;
  return known.accounts.find((account) => account.effective === true) ?? null;
}

/** What disabling the user for good takes. */
export interface AccountsToDisable {
  /** Whether these are all: every account is known, and of each whether it is active and counts. */
  readonly certain: boolean;
  /** Active accounts, or such as may be active, in the order of their directories: all of them must be disabled. */
  readonly accounts: readonly Account[];
}

/** The accounts that must be disabled so that the user is really out; null where nobody tells of any. */
export function accountsToDisable(known: AccountsKnown): AccountsToDisable | null {
  if (known.kind === 'untold') return null;
  const accounts = known.accounts.filter((account) => account.status !== 'disabled');
  const certain = known.complete && accounts.every((one) => one.status === 'active' && one.effective !== null);
  return { certain, accounts };
}

/**
 * Whether another account may speak for the user once the one that does is disabled, `directories` being those of this
 * Confluence. Where nobody tells, it may.
 */
export function mayHaveSuccessor(known: AccountsKnown, directories: readonly string[] | null): boolean {
  if (directories?.length === 1) return false;
  const active = accountsToDisable(known);
  return active === null || !active.certain || active.accounts.length > 1;
}
