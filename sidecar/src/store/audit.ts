// The audit trail: who did what in this product, in order. Names of people stand in a side table that can be erased.
import type { Instant } from '../domain/user.ts';

export interface AuditEntry {
  readonly at: Instant;
  /** Username of the person, or `system`. */
  readonly actor: string;
  /** A code such as `policy.mode-changed`. */
  readonly event: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditRecords {
  readonly append: (entry: AuditEntry) => Promise<void>;
  readonly list: (query: { limit: number; before: number | null }) => Promise<readonly (AuditEntry & { id: number })[]>;
}
