// Keeps the outbox: the record keeper behind `OutboxRecords`. Every move of a mail is one conditional statement.
import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/user.ts';
import type { Database } from '../database.ts';
import { droppedMail, type OutboxRecords, type StoredMail } from '../outbox.ts';
import type { Rows } from '../tables.ts';
import { dropDeadMail, retryDeadMail } from './dead-mails.ts';
import { readMailRow } from './mail-rows.ts';

export function keepOutbox({ writes, reads }: Database): OutboxRecords {
  return {
    claimDue: (input) => claimDueMail(writes, input),
    async handOver(mailId, at) {
      await writes.updateTable('mails').set({ handed_over_at: at }).where('id', '=', mailId).execute();
    },
    sent: (mailId, at) => writes.transaction().execute((transaction) => noteSent(transaction, mailId, at)),
    async failed(mailId, { failure, nextAttemptAt }) {
      const next =
        nextAttemptAt === null
          ? { state: 'dead' as const }
          : { state: 'waiting' as const, next_attempt_at: nextAttemptAt };
      await writes
        .updateTable('mails')
        .set({ failure, lease_until: null, handed_over_at: null, ...next })
        .where('id', '=', mailId)
        .where('state', '<>', 'sent')
        .execute();
    },
    async list({ runId, kind, state, before, limit }) {
      let query = reads.selectFrom('mails').selectAll().orderBy('id', 'desc').limit(limit);
      if (runId !== undefined) query = query.where('run_id', '=', runId);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (state !== undefined) query = query.where('state', '=', state);
      if (before !== undefined) query = query.where('id', '<', before);
      return (await query.execute()).map(readMailRow);
    },
    async counts() {
      const rows = await reads
        .selectFrom('mails')
        .select(['state', (count) => count.fn.countAll<number | string>().as('mails')])
        .where((when) => when.or([when('failure', 'is', null), when('failure', '<>', droppedMail)]))
        .groupBy('state')
        .execute();
      return {
        waiting: 0,
        sending: 0,
        sent: 0,
        dead: 0,
        ...Object.fromEntries(rows.map((row) => [row.state, Number(row.mails)])),
      };
    },
    retry: (input) => writes.transaction().execute((transaction) => retryDeadMail(transaction, input)),
    drop: (input) => writes.transaction().execute((transaction) => dropDeadMail(transaction, input)),
  };
}

/** A warning counts from the same moment, in the same transaction. */
async function noteSent(rows: Rows, mailId: number, at: Instant): Promise<void> {
  const sent = await rows
    .updateTable('mails')
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
      .selectFrom('mails')
      .select('id')
      .where(due)
      .orderBy('next_attempt_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (candidate === undefined) return null;
    const claimed = await rows
      .updateTable('mails')
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
    .updateTable('mails')
    .set({ state: 'dead', failure: 'mail_interrupted', lease_until: null })
    .where('state', '=', 'sending')
    .where('lease_until', '<=', now)
    .where('handed_over_at', 'is not', null)
    .execute();
}
