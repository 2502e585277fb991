// The outbox: mails that must go out, each once, with their attempts.
import type { MailKind, MailSubject, RunMailKind } from '../domain/mail.ts';
import type { Instant } from '../domain/user.ts';

/** A mail of a run to write: rendered at delivery from the run's stored report. */
export interface OutboxMail {
  readonly kind: RunMailKind;
  readonly to: string;
}

export type StoredMail = MailSubject & MailRecord;

interface MailRecord {
  readonly id: number;
  readonly to: string;
  readonly state: 'waiting' | 'sending' | 'sent' | 'dead';
  /** The present one included while `sending`. */
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly sentAt: Instant | null;
  /** Code of the last failure, or null. */
  readonly failure: string | null;
}

/** Who decides about a mail that was laid aside. */
export interface MailDecision {
  readonly mailId: number;
  readonly at: Instant;
  readonly by: string;
  /** The token for the API by which they decided. */
  readonly byToken?: number | undefined;
}

/** The mail as it stands now, or why nothing was done. */
export type MailDecisionAnswer =
  | { readonly kind: 'done'; readonly mail: StoredMail }
  | { readonly kind: 'not-found' | 'not-dead' | 'recipient-erased' | 'may-have-arrived' | 'out-of-date' };

export interface OutboxRecords {
  /**
   * Takes the next due mail and marks it `sending` until `leaseUntil`; null when none is due. A mail that was handed over
   * by somebody who was not heard of again is laid aside as `mail_interrupted`: it may have gone out.
   */
  readonly claimDue: (input: { now: Instant; leaseUntil: Instant }) => Promise<StoredMail | null>;
  /** Notes that the mail server is about to get the mail: it is never sent again unless the server says no. */
  readonly handOver: (mailId: number, at: Instant) => Promise<void>;
  readonly sent: (mailId: number, at: Instant) => Promise<void>;
  /** Puts a mail back for a later attempt, or lays it aside for good. */
  readonly failed: (mailId: number, input: { failure: string; nextAttemptAt: Instant | null }) => Promise<void>;
  /** Newest first; `before` is the id of the last one seen. */
  readonly list: (query: {
    runId?: number;
    kind?: MailKind;
    state?: StoredMail['state'];
    before?: number;
    limit: number;
  }) => Promise<readonly StoredMail[]>;
  /** How many mails are in each state; those that somebody dropped count nowhere. */
  readonly counts: () => Promise<Readonly<Record<StoredMail['state'], number>>>;
  /** Puts a mail that was laid aside back in line, as if it had never been tried. */
  readonly retry: (input: MailDecision & { readonly evenIfItArrived: boolean }) => Promise<MailDecisionAnswer>;
  /** Lets a mail go that was laid aside: it stays on record and is asked about no more. */
  readonly drop: (input: MailDecision) => Promise<MailDecisionAnswer>;
}

/** Failures after which the mail may have arrived all the same: it is never sent again by itself. */
export const mayHaveArrived: readonly string[] = ['mail_interrupted', 'mail_answer_lost'];
/** Stands in place of the failure of a mail that somebody dropped. */
export const droppedMail = 'mail_dropped';
