// The outbox: mails that must go out, each once, with their attempts.
import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import type { OutboxTable } from './tables/outbox.ts';
import type { Rows } from './tables.ts';

/** A mail to write: rendered at delivery from the run's stored report. */
export interface OutboxMail {
  readonly kind: 'run-report' | 'password-notice' | 'stage-warning';
  readonly to: string;
}

export interface StoredMail extends OutboxMail {
  readonly id: number;
  readonly runId: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'dead';
  /** The present one included while `sending`. */
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
  readonly sentAt: Instant | null;
  /** Code of the last failure, or null. */
  readonly failure: string | null;
}

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
  readonly list: (query: { runId?: number; limit: number }) => Promise<readonly StoredMail[]>;
}

export function keepOutbox({ writes, reads }: Database): OutboxRecords {
  return {
    claimDue: (input) => claimDueMail(writes, input),
    async handOver(mailId, at) {
      await writes.updateTable('outbox').set({ handed_over_at: at }).where('id', '=', mailId).execute();
    },
    sent: (mailId, at) => writes.transaction().execute((transaction) => noteSent(transaction, mailId, at)),
    async failed(mailId, { failure, nextAttemptAt }) {
      const next =
        nextAttemptAt === null
          ? { state: 'dead' as const }
          : { state: 'waiting' as const, next_attempt_at: nextAttemptAt };
      await writes
        .updateTable('outbox')
        .set({ failure, lease_until: null, handed_over_at: null, ...next })
        .where('id', '=', mailId)
        .where('state', '<>', 'sent')
        .execute();
    },
    async list({ runId, limit }) {
      let query = reads.selectFrom('outbox').selectAll().orderBy('id', 'desc').limit(limit);
      if (runId !== undefined) query = query.where('run_id', '=', runId);
      return (await query.execute()).map(readMailRow);
    },
  };
}

/** A warning counts from the same moment, in the same transaction. */
async function noteSent(rows: Rows, mailId: number, at: Instant): Promise<void> {
  const sent = await rows
    .updateTable('outbox')
    .set({ state: 'sent', sent_at: at, lease_until: null, failure: null })
    .where('id', '=', mailId)
    .where('state', '<>', 'sent')
    .returning(['kind', 'run_id', 'recipient'])
    .executeTakeFirst();
  if (sent?.kind !== 'stage-warning') return;
  await rows
    .updateTable('stage_standings')
    .set({ warned_at: at })
    .where('warn_run', '=', sent.run_id)
    .where('warn_to', '=', sent.recipient)
    .execute();
}

/** A mail is due when its time has come, or when whoever was sending it has not reported back in time. */
async function claimDueMail(
  rows: Rows,
  { now, leaseUntil }: { now: Instant; leaseUntil: Instant },
): Promise<StoredMail | null> {
  await layAsideInterrupted(rows, now);
  const due = sql<SqlBool>`((state = 'waiting' and next_attempt_at <= ${now}) or (state = 'sending' and lease_until <= ${now}))`;
  for (;;) {
    const candidate = await rows
      .selectFrom('outbox')
      .select('id')
      .where(due)
      .orderBy('next_attempt_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (candidate === undefined) return null;
    const claimed = await rows
      .updateTable('outbox')
      .set((set) => ({ state: 'sending', lease_until: leaseUntil, attempts: set('attempts', '+', 1) }))
      .where('id', '=', candidate.id)
      .where(due)
      .returningAll()
      .executeTakeFirst();
    if (claimed !== undefined) return readMailRow(claimed);
  }
}

async function layAsideInterrupted(rows: Rows, now: Instant): Promise<void> {
  await rows
    .updateTable('outbox')
    .set({ state: 'dead', failure: 'mail_interrupted', lease_until: null })
    .where('state', '=', 'sending')
    .where('lease_until', '<=', now)
    .where('handed_over_at', 'is not', null)
    .execute();
}

function readMailRow(row: Selectable<OutboxTable>): StoredMail {
  return {
    id: row.id,
    runId: row.run_id,
    kind: row.kind,
    to: row.recipient,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at,
    failure: row.failure,
  };
}
