// The audit trail: who did what in this product, in order, each entry bound to the one before by its digest.
import type { AuditDetails } from '../audit/entry.ts';
import type { Instant } from '../domain/user.ts';
import { appendAudit, readHead } from './audit/append.ts';
import { listEntries } from './audit/list.ts';
import type { Database } from './database.ts';

export interface AuditEntry {
  readonly at: Instant;
  /** Username of the person, or `system`. It stands in a side table, so that it can be erased. */
  readonly actor: string;
  /** A code such as `policy.mode-changed`. */
  readonly event: string;
  /** Codes and numbers; names of people do not belong here, since audit rows never change. */
  readonly details: AuditDetails;
  /** The one user the act was about, in the side table too. */
  readonly about?: { readonly username: string; readonly userKey: string | null };
}

/** The end of the chain: whoever knows it can tell whether anything before it was changed since. */
export interface AuditHead {
  /** 0 before the first entry. */
  readonly number: number;
  /** 64 hexadecimal digits. */
  readonly digest: string;
}

export interface StoredAuditEntry {
  /** Its number in the chain. */
  readonly id: number;
  readonly at: Instant;
  readonly event: string;
  readonly details: AuditDetails;
  readonly digest: string;
  /** Null where the name was erased. */
  readonly actor: string | null;
  /** Null where it was about nobody, or the name was erased. */
  readonly about: string | null;
}

export interface AuditQuery {
  readonly limit: number;
  /** Only entries with a smaller number; null for the newest. */
  readonly before: number | null;
  /** A code, or the part of it before a dot. */
  readonly event?: string;
  readonly actor?: string;
  /** From this instant on. */
  readonly from?: Instant;
  /** Before this instant. */
  readonly to?: Instant;
}

export interface AuditRecords {
  /** For what is no act of this store's; an act and its entry belong into one transaction (`Store.together`). */
  readonly append: (entry: AuditEntry) => Promise<AuditHead>;
  readonly readHead: () => Promise<AuditHead>;
  readonly list: (query: AuditQuery) => Promise<readonly StoredAuditEntry[]>;
}

export function keepAudit({ writes, reads }: Database): AuditRecords {
  return {
    append: (entry) => writes.transaction().execute((transaction) => appendAudit(transaction, entry)),
    readHead: () => readHead(reads),
    list: (query) => listEntries(reads, query),
  };
}
