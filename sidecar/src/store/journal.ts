// The journal: every step, written before and after its call, never changed afterwards.
import type { Outcome, Verification } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';

export type JournalKind = 'attempting' | 'outcome' | 'settled' | 'verified';

export interface JournalRow {
  readonly id: number;
  readonly runId: number;
  readonly stepId: number;
  readonly at: Instant;
  readonly kind: JournalKind;
  /** The outcome, the verification, or null for `attempting`. */
  readonly content: Outcome | Verification | null;
}

export interface JournalRecords {
  /** Durable before it returns: the call comes after. */
  readonly attempting: (step: { runId: number; stepId: number; at: Instant }) => Promise<void>;
  /** Writes rows and the steps' outcomes in one transaction. `settled` marks an outcome found out by reading. */
  readonly outcomes: (
    rows: readonly { runId: number; stepId: number; at: Instant; outcome: Outcome; settled?: boolean }[],
  ) => Promise<void>;
  readonly verified: (
    rows: readonly { runId: number; stepId: number; at: Instant; verification: Verification }[],
  ) => Promise<void>;
  /** Steps of the run whose last row is `attempting`: their calls may or may not have happened. */
  readonly unsettled: (runId: number) => Promise<readonly number[]>;
  readonly rows: (query: { runId: number; after: number; limit: number }) => Promise<readonly JournalRow[]>;
}
