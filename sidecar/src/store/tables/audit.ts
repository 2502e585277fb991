// The tables of the audit trail as Kysely sees them: a chain of entries, the people beside it, and what is signed about it.
import type { Instant } from '../../domain/user.ts';

/** Insert-only: triggers refuse every change, and every deletion that no signed marker covers. */
export interface AuditEntryTable {
  number: number;
  at: Instant;
  event: string;
  /** The canonical text, exactly as it was hashed. */
  body: string;
  digest: string;
  previous: string;
}

/** One row: the end of the chain. Whoever appends holds it until the end of the transaction, so that the chain never forks. */
export interface AuditHeadTable {
  id: number;
  number: number;
  digest: string;
}

/** The personal side of an entry, erasable. */
export interface AuditPersonTable {
  number: number;
  part: 'actor' | 'about';
  username: string;
  user_key: string | null;
  salt: string;
}

/** Whom the entry of a step is about; it goes with the people of its run. */
export interface AuditStepPersonTable {
  number: number;
  run_id: number;
  username: string;
  user_key: string | null;
  salt: string;
}

/** Signed statements, as JSON text. */
export interface AuditCheckpointTable {
  number: number;
  statement: string;
  /** When it was written into the folder; null where it is still to be. */
  filed_at: Instant | null;
}

/** Markers of entries that were removed in time. */
export interface AuditCutTable {
  through: number;
  statement: string;
}

/** Public keys that have signed here, so that what an earlier one signed can still be checked. */
export interface AuditKeyTable {
  fingerprint: string;
  public_key: string;
  first_used_at: Instant;
}

/** How far the trail was handed on to one receiver, and who has the turn. */
export interface AuditFeedTable {
  name: string;
  through: number;
  holder: string | null;
  lease_until: Instant | null;
  failing_since: Instant | null;
  failure: string | null;
}
