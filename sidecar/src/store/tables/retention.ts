// The tables of what was erased because its time was over, as Kysely sees them.
import type { Instant } from '../../domain/user.ts';

/** A run whose people were erased; counts, digest, steps and journal stay. */
export interface RunErasureTable {
  run_id: number;
  at: Instant;
  /** How long they were to be kept when it happened. */
  kept_days: number;
}

export interface CleanUpTable {
  /** The local day, `2026-03-01`: one process claims it. */
  day: string;
  began_at: Instant;
  /** Null while it goes on, and for good where it broke off. */
  ended_at: Instant | null;
  people: number;
  unknown_users: number;
  mails: number;
}
