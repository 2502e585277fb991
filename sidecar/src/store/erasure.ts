// Erases one person from everything this product keeps, on request; digests and the audit trail still hold afterwards.
import type { Instant, UserStatus } from '../domain/user.ts';
import type { Database } from './database.ts';
import { erasePerson } from './erasure/erase-person.ts';
import { findPerson } from './erasure/find-person.ts';

/** Everything by which somebody is known here. */
export interface KnownPerson {
  /** Null for somebody who only ever acted here. */
  readonly userKey: string | null;
  /** Every username they were seen under. */
  readonly names: readonly string[];
  readonly displayNames: readonly string[];
  readonly addresses: readonly string[];
  /** Those names and addresses that are another user's in the newest snapshot, folded: alone they say nothing of this person. */
  readonly shared: readonly string[];
  /** How the newest snapshot lists them; null where it does not. */
  readonly listed: { readonly username: string; readonly status: UserStatus } | null;
  /** Runs and approvals in waves that still need them. */
  readonly neededBy: readonly number[];
}

export interface PersonErased {
  /** Rows that went or lost their names, by table; tables without any are left out. */
  readonly rows: Readonly<Record<string, number>>;
  /** What stands for the person in the trail: the salted hash of the user key, the same each time. */
  readonly personHash: string;
  /**
   * Whose reasons lost a whole name or address, by number: decisions about runs, and exemptions of others. It may have been an
   * ordinary word, or somebody else of that name.
   */
  readonly reasons: { readonly runs: readonly number[]; readonly exemptions: readonly number[] };
  /** Policies whose versions name them by username or address: versions never change. */
  readonly namedIn: readonly { readonly policy: string; readonly version: number }[];
}

export interface ErasureRecords {
  /**
   * By username, as Confluence compares names, or by user key; null where nothing here knows them. Throws `SeveralPeopleError`
   * for a name that several user keys had.
   */
  readonly find: (nameOrKey: string) => Promise<KnownPerson | null>;
  /** In one transaction, with its line in the audit trail, which names nobody but who asked for it. */
  readonly erase: (input: {
    person: KnownPerson;
    by: string;
    at: Instant;
    /** What the marks of held plans say: how long people are kept otherwise. */
    keptDays: number;
  }) => Promise<PersonErased>;
}

export function keepErasure({ writes, reads }: Database): ErasureRecords {
  return {
    find: (nameOrKey) => findPerson(reads, nameOrKey),
    erase: (input) => writes.transaction().execute((transaction) => erasePerson(transaction, input)),
  };
}
