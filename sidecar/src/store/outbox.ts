// The outbox: mails that must go out, each once, with their attempts.
import type { Instant } from '../domain/user.ts';

/** A mail to write: rendered at delivery from the run's stored report. */
export interface OutboxMail {
  readonly kind: 'run-report';
  readonly to: string;
}

export interface StoredMail extends OutboxMail {
  readonly id: number;
  readonly runId: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'dead';
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly sentAt: Instant | null;
  /** Code of the last failure, or null. */
  readonly failure: string | null;
}

export interface OutboxRecords {
  /** Takes the next due mail and marks it `sending` until `leaseUntil`; null when none is due. */
  readonly claimDue: (input: { now: Instant; leaseUntil: Instant }) => Promise<StoredMail | null>;
  readonly sent: (mailId: number, at: Instant) => Promise<void>;
  /** Puts a mail back for a later attempt, or lays it aside for good. */
  readonly failed: (mailId: number, input: { failure: string; nextAttemptAt: Instant | null }) => Promise<void>;
  readonly list: (query: { runId?: number; limit: number }) => Promise<readonly StoredMail[]>;
}
