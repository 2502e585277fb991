// What may be asked of Confluence's own database, where its administrator lets this product read it, and what it answers.
import type { Instant, UserKey } from '../../domain/user.ts';

/** Why Confluence's database could not be read. */
export type DatabaseFailureCode =
  | 'database_unreachable'
  | 'database_login_refused'
  | 'database_login_can_write' // and nobody allowed that
  | 'database_not_confluence' // tables or columns that every Confluence has are not there
  | 'database_unreadable' // they are there, and the login may not read them
  | 'database_timeout'
  | 'database_error';

/** A date as the database tells it: null where it tells none, undefined where no date can be made of what it tells. */
export type ToldInstant = Instant | null | undefined;

/** Reads Confluence's own tables and never writes. Everything asked throws `HostFailure` with a `database_…` code. */
export interface ConfluenceDatabasePort {
  /** Who answers and what it lets us see; throws `database_login_can_write` unless such a login was allowed. */
  readonly check: () => Promise<DatabaseCheck>;
  /** Runs the work within one read-only transaction that shows one moment; it ends with the work. */
  readonly read: <Result>(work: (reading: DatabaseReading) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export interface DatabaseCheck {
  readonly engine: 'postgres' | 'mysql' | 'mariadb';
  readonly version: string;
  readonly canWrite: boolean;
  /** What tells that the login can write, at most a few examples; empty where it cannot. */
  readonly writeEvidence: readonly string[];
  readonly tables: readonly DatabaseTable[];
  readonly zone: DatabaseZone;
}

/** The zone in which dates without one are read: that of Confluence's Java machine. */
export interface DatabaseZone {
  /** An IANA name, or an offset such as `+02:00` where it was observed. */
  readonly timeZone: string;
  readonly by: 'configuration' | 'observation' | 'assumption';
  /** Its minutes east of UTC at the newest date that shows the zone; null where none does. */
  readonly offsetMinutes: number | null;
  /** What the dates themselves say of these minutes; null where they say nothing clear. */
  readonly observedOffsetMinutes: number | null;
}

export interface DatabaseTable {
  /** As this product writes it; the server may spell it in another case. */
  readonly table: string;
  readonly required: boolean;
  readonly state: 'present' | AbsenceReason;
}

export type AbsenceReason = 'table-missing' | 'table-unreadable' | 'column-missing';

/** A source that not every Confluence has. Rows come in batches, each user at most once. */
export type DatabaseSource<Row> =
  | { readonly present: true; readonly batches: () => AsyncIterable<readonly Row[]> }
  | { readonly present: false; readonly table: string; readonly reason: AbsenceReason };

/** One moment of Confluence's database. Iterators hold one batch at a time, whatever the size of the site. */
export interface DatabaseReading {
  /** All directories, those that count first and in their order. */
  readonly directories: () => Promise<readonly DatabaseDirectory[]>;
  readonly accounts: () => AsyncIterable<readonly DatabaseAccount[]>;
  readonly groups: () => AsyncIterable<readonly DatabaseGroup[]>;
  /** All memberships of one account stand together: the direct ones, then those that come through nested groups. */
  readonly memberships: () => AsyncIterable<readonly DatabaseMembership[]>;
  readonly logins: () => DatabaseSource<DatabaseLogin>;
  readonly tokenUse: () => DatabaseSource<DatabaseTokenUse>;
  readonly recentViews: () => DatabaseSource<DatabaseRecentView>;
  /** Null where the table of permissions cannot be read. */
  readonly licenceGrants: () => Promise<DatabaseLicenceGrants | null>;
  readonly licensedUsers: () => DatabaseSource<DatabaseLicensedUser>;
  /** Users with a user key and no account in any directory. */
  readonly unsynced: () => AsyncIterable<readonly DatabaseMappedUser[]>;
  /** Users whose user key cannot be found by their name, or not by one name alone. */
  readonly duplicates: () => AsyncIterable<readonly DatabaseNameFault[]>;
}

export interface DatabaseDirectory {
  readonly id: string;
  readonly name: string;
  readonly kind: 'internal' | 'connector' | 'delegating' | 'crowd' | 'custom' | 'unknown';
  /** The class that serves the directory. */
  readonly implementation: string;
  /** Null where the database holds neither true nor false. */
  readonly active: boolean | null;
  /** 0 is asked first; null for a directory that Confluence does not use. */
  readonly order: number | null;
  /** Operations the directory allows, such as `UPDATE_USER`; null where they cannot be read. */
  readonly operations: readonly string[] | null;
}

/** A user's entry in one directory. */
export interface DatabaseAccount {
  readonly id: string;
  readonly directoryId: string;
  readonly username: string;
  /** The lower-case form that Confluence itself keeps, by which shadowing and user keys go. */
  readonly folded: string;
  /** Null where the database holds neither true nor false. */
  readonly active: boolean | null;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly createdAt: ToldInstant;
  readonly externalId: string | null;
  /** Null where Confluence has not met the user yet, or where duplicates leave it open (`duplicates()` tells). */
  readonly userKey: UserKey | null;
  /** The directory's last check of the password; null where it keeps none. */
  readonly lastAuthenticatedAt: ToldInstant;
  /**
   * Whether this account speaks for the user: the first active one in the order of active directories, and the first
   * one where none is active.
   */
  readonly effective: boolean;
  /** Another account of an active directory speaks for the user. */
  readonly shadowed: boolean;
}

export interface DatabaseGroup {
  readonly id: string;
  readonly directoryId: string;
  readonly name: string;
  readonly folded: string;
  readonly active: boolean | null;
  /** Groups it is directly nested in. */
  readonly parentIds: readonly string[];
}

export interface DatabaseMembership {
  readonly accountId: string;
  readonly directoryId: string;
  readonly folded: string;
  readonly userKey: UserKey | null;
  readonly groupId: string;
  readonly group: string;
  /** False where it comes through a nested group and cannot be removed by itself. */
  readonly direct: boolean;
  /** Whether the account speaks for the user; where Confluence aggregates memberships, the others count too. */
  readonly effective: boolean;
}

/** A user's log-ins by session. Who never tried has no row. */
export interface DatabaseLogin {
  readonly userKey: UserKey;
  readonly lastLoginAt: ToldInstant;
  /** The one before the last. */
  readonly previousLoginAt: ToldInstant;
  /** Whether the last login is the only one ever; null where this site's table keeps no previous one. */
  readonly onlyLogin: boolean | null;
  readonly lastFailureAt: ToldInstant;
}

export interface DatabaseTokenUse {
  readonly userKey: UserKey;
  readonly tokens: number;
  readonly lastUsedAt: ToldInstant;
}

export interface DatabaseRecentView {
  readonly userKey: UserKey;
  readonly lastViewedAt: ToldInstant;
}

/** Who may use Confluence, and so takes a seat of the licence. */
export interface DatabaseLicenceGrants {
  /** Every group that grants a seat; `direct` is false for those nested in one that holds the permission. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly direct: boolean }[];
  /** Group names that hold the permission and exist in no directory. */
  readonly vanishedGroups: readonly string[];
  /** User keys (or, from before 5.2, usernames) that hold the permission themselves. */
  readonly users: readonly string[];
  /** Whether people who are not signed in may use Confluence; that takes no seat. */
  readonly anonymous: boolean;
}

/** A user who takes a seat: the account that speaks for them is active and a group or they themselves hold the grant. */
export interface DatabaseLicensedUser {
  readonly userKey: UserKey | null;
  readonly username: string;
  readonly folded: string;
  /** Directory of the account that speaks for the user. */
  readonly directoryId: string;
  /** Names of granting groups the user is in directly or through nesting, sorted. */
  readonly groups: readonly string[];
  readonly ownGrant: boolean;
  /** Every grant comes through shadowed accounts: a seat only where Confluence aggregates memberships (its default). */
  readonly onlyByShadowed: boolean;
}

export interface DatabaseMappedUser {
  readonly userKey: UserKey;
  readonly username: string;
  readonly folded: string;
}

export interface DatabaseNameFault {
  readonly fault: 'no-folded-name' | 'shared-folded-name';
  readonly userKey: UserKey;
  readonly username: string;
  readonly folded: string | null;
}
