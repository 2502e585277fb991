// The port for changing a foreign system, alone in its file so that its imports can be policed.
import type { StateChange } from '../domain/action.ts';
import type { AccountKey, Instant, UserKey, Username } from '../domain/user.ts';
import type { HostFailureCode } from './ports.ts';

/** What became of one write. */
export type WriteResult =
  /** The host said yes. */
  | { readonly kind: 'done' }
  /** Recorded by the rehearsal; nothing left the process. */
  | { readonly kind: 'rehearsed' }
  /** The host said no: nothing was changed. */
  | { readonly kind: 'refused'; readonly code: HostFailureCode; readonly status: number | null }
  /** The answer is missing or makes no sense: only reading the user can tell. */
  | { readonly kind: 'unclear'; readonly code: HostFailureCode };

/** The user a write is meant for: writes are addressed by name, settled by key. */
export interface WriteTarget {
  readonly userKey: UserKey;
  readonly username: Username;
}

/** Somebody whom the host does not know yet. */
export interface NewUser {
  readonly username: Username;
  readonly displayName: string;
  readonly email: string;
  /** Strong and random, made by the caller and kept by nobody. */
  readonly password: string;
}

export interface WritePort {
  /**
   * Makes one change by one call. Never throws for anything the host or the network does. A write that was refused
   * for lack of budget (429, 503) is repeated within bounds; an unclear one never is.
   */
  readonly apply: (target: WriteTarget, change: StateChange) => Promise<WriteResult>;
  /** Replaces the password; no reading can tell whether it came about. Needs a system administrator by REST (8.4+). */
  readonly setPassword: (target: WriteTarget, password: string) => Promise<WriteResult>;
  /**
   * Creates a user in the first directory that lets Confluence do so. Never sent twice by itself: whether an unclear one
   * came about is told by reading the name. `host_conflict` where the name is taken, `host_licence_full` without a seat.
   */
  readonly createUser: (user: NewUser) => Promise<WriteResult>;
}

// A line in the host's own audit log, which changes nobody.

/** One run as the host's audit log is told of it: ids and numbers, nobody's name. */
export interface RunRecord {
  /** What the log shows as the change, with the number of the run in it. */
  readonly summary: string;
  readonly description: string;
  readonly at: Instant;
}

/** What became of a line, and the request that told, e.g. `POST /rest/api/audit → 405`. */
export interface RecordResult {
  /** `refused`: nothing was written. `unclear`: it may have been. */
  readonly kind: 'written' | 'refused' | 'unclear';
  readonly evidence: string;
}

export interface RecordPort {
  /**
   * Writes one line. Never throws for anything the host or the network does, and never sends an unclear one again. Whether
   * a host takes lines no harmless question tells: the first one does. A host that took none is asked again after an hour.
   */
  readonly write: (record: RunRecord) => Promise<RecordResult>;
}

// Changing one directory through a Crowd application that is mapped to this directory alone.

/** The account a write is meant for: addressed by name, compared by key before anything is sent. */
export interface AccountTarget {
  readonly username: Username;
  /** As read when the change was planned; null compares the directory alone. */
  readonly key: AccountKey | null;
}

export interface NewAccount {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly email: string;
  readonly active: boolean;
  /** Strong and random, made by the caller and kept by nobody. */
  readonly password: string;
}

/** What is to be different; everything else is written back as it was read. */
export interface AccountUpdate {
  readonly active?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly displayName?: string;
  /** Recent Crowd forbids applications to change it: `crowd_permission_denied`. */
  readonly email?: string;
}

/**
 * Each method never throws for anything Crowd or the network does, reads the account before it writes, and refuses one
 * whose key names another directory than the configured one. What is so already counts as done. An unclear write was
 * read afterwards as far as reading tells, and was never sent twice.
 */
export interface DirectoryWritePort {
  /** The changes a run is made of; disabling ends the account's sessions too. */
  readonly apply: (target: AccountTarget, change: StateChange) => Promise<WriteResult>;
  /** Done too when the account is there with the same e-mail and display name; `crowd_name_taken` when it differs. */
  readonly createAccount: (account: NewAccount) => Promise<WriteResult>;
  /** Writes the whole account back, with these fields different. */
  readonly updateAccount: (target: AccountTarget, update: AccountUpdate) => Promise<WriteResult>;
  readonly deleteAccount: (target: AccountTarget) => Promise<WriteResult>;
  /** Direct membership; the group must exist, or Crowd might create it by itself. */
  readonly addToGroup: (target: AccountTarget, group: string) => Promise<WriteResult>;
  readonly removeFromGroup: (target: AccountTarget, group: string) => Promise<WriteResult>;
  readonly ensureGroup: (group: { readonly name: string; readonly description: string }) => Promise<WriteResult>;
  /** Replaces the named attributes and keeps the others; a value has at most 255 characters. */
  readonly setAttributes: (
    target: AccountTarget,
    attributes: ReadonlyMap<string, readonly string[]>,
  ) => Promise<WriteResult>;
  readonly removeAttribute: (target: AccountTarget, name: string) => Promise<WriteResult>;
  readonly setPassword: (target: AccountTarget, password: string) => Promise<WriteResult>;
  /** Crowd mails the account a link to choose a new password. */
  readonly mailPasswordReset: (target: AccountTarget) => Promise<WriteResult>;
  readonly endSessions: (target: AccountTarget) => Promise<WriteResult>;
}
