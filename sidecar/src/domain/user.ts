// What we know of people: users, their groups, and the names by which they are told apart. No reading, no deciding.
import type { AccountsKnown } from './account.ts';
import type { Activity } from './activity.ts';

declare const brand: unique symbol;
/** A string that was checked to be one thing and cannot be passed where another is meant. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

/** Confluence's own immutable key of a user, 32 hexadecimal characters on current versions. */
export type UserKey = Brand<'UserKey'>;
/** The login name; Confluence compares it without regard to case. */
export type Username = Brand<'Username'>;
/** `<directoryId>:<externalId>` of an account in Crowd: the same name in another directory, or made anew, has another key. */
export type AccountKey = Brand<'AccountKey'>;
/** An ISO-8601 UTC string with milliseconds, so that text order is time order. */
export type Instant = string;

/** Only `current` of Confluence is active and only `deactivated` is disabled; everything else is unknown. */
export type UserStatus = 'active' | 'disabled' | 'unknown';

/** A user as one snapshot shows them. `null` means "not known", never "none". */
export interface User {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly email: string | null;
  readonly status: UserStatus;
  readonly activity: Activity;
  /** Told by the host; null where it gives no creation date (every Confluence read by REST alone). */
  readonly createdAt: Instant | null;
  /** When this product first saw the user: a lower bound of the account's age, never called a creation date. */
  readonly firstSeenAt: Instant;
  /** Since when this product has seen the user disabled at every reading; null while not seen disabled. */
  readonly firstSeenDisabledAt: Instant | null;
}

/** One membership of a user. `direct` is false when it comes through a nested group and cannot be removed by itself. */
export interface Membership {
  readonly group: string;
  readonly direct: boolean;
}

/** A user with the memberships and accounts that are known; which groups are completely known stands in the snapshot. */
export interface UserWithGroups {
  readonly user: User;
  readonly memberships: readonly Membership[];
  readonly accounts: AccountsKnown;
  /** Set where no directory has the user any more: there is a name and a key, and nothing that any call could change. */
  readonly unsynced?: true;
}

/**
 * Folds a user or group name the way Confluence compares names: lower case, composed form. Composed
 * last, because lower case may be composable where upper case was not; a sigma is one letter wherever it stands.
 */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
}

/** The folded domain of an address, or null where the text is not one plain address: a list has no one domain. */
export function emailDomainOf(email: string | null): string | null {
  const domain = /^[^\s@<>,;]+@([^\s@<>,;]+)$/u.exec(email?.trim() ?? '')?.[1];
  return domain === undefined ? null : foldName(domain);
}
