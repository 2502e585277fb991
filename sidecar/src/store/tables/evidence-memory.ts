// The tables of what sources of evidence remember, as Kysely sees them.
import type { Instant } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

/** Where a source of evidence goes on reading, in its own words. */
export interface EvidenceMemoryTable {
  source: string;
  state: JsonText<unknown>;
  saved_at: Instant;
}

/** The last instant that such a source has found for each subject, by names as the source knows them. */
export interface EvidenceMemoryRowTable {
  source: string;
  subject: string;
  at: Instant;
}
