// The mails of crossed lines: each claimed, handed over and sent once. They belong to no run, so the outbox of runs has no place.
import type { Instant } from '../../domain/user.ts';
import type { AlertMail } from '../licence-alerts.ts';
import type { Rows } from '../tables.ts';

/** Takes the next due mail until `leaseUntil`. One that was handed over by somebody not heard of again may have gone out. */
export async function claimAlertMail(
  rows: Rows,
  { now, leaseUntil }: { readonly now: Instant; readonly leaseUntil: Instant },
): Promise<AlertMail | null> {
  await rows
    .updateTable('licence_alert_mails')
    .set({ failure: 'mail_interrupted', next_attempt_at: null })
    .where('next_attempt_at', '<=', now)
    .where('handed_over_at', 'is not', null)
    .execute();
  for (;;) {
    const due = await rows
      .selectFrom('licence_alert_mails as mail')
      .innerJoin('licence_alerts as alert', 'alert.id', 'mail.alert_id')
      .select(['mail.id', 'mail.recipient', 'mail.attempts', 'mail.next_attempt_at'])
      .select(['alert.line', 'alert.threshold', 'alert.seats', 'alert.most', 'alert.raised_at'])
      .where('mail.next_attempt_at', '<=', now)
      .orderBy('mail.id')
      .limit(1)
      .executeTakeFirst();
    if (due === undefined) return null;
    const claimed = await rows
      .updateTable('licence_alert_mails')
      .set({ next_attempt_at: leaseUntil, attempts: due.attempts + 1 })
      .where('id', '=', due.id)
      .where('next_attempt_at', '=', due.next_attempt_at)
      .executeTakeFirst();
    if (claimed.numUpdatedRows !== 1n) continue;
    const { line, threshold, seats, most } = due;
    const alert = { line, threshold, seats, most, raisedAt: due.raised_at };
    return { id: due.id, to: due.recipient, attempts: due.attempts + 1, alert };
  }
}

/** What became of a mail. `nextAttemptAt` is null where nothing is tried any more. */
export async function noteAlertMail(
  rows: Rows,
  mailId: number,
  change: {
    readonly handedOverAt?: Instant | null;
    readonly sentAt?: Instant;
    readonly failure?: string | null;
    readonly nextAttemptAt?: Instant | null;
  },
): Promise<void> {
  const { handedOverAt, sentAt, failure, nextAttemptAt } = change;
  await rows
    .updateTable('licence_alert_mails')
    .set({
      ...(handedOverAt === undefined ? {} : { handed_over_at: handedOverAt }),
      ...(sentAt === undefined ? {} : { sent_at: sentAt }),
      ...(failure === undefined ? {} : { failure }),
      ...(nextAttemptAt === undefined ? {} : { next_attempt_at: nextAttemptAt }),
    })
    .where('id', '=', mailId)
    .where('sent_at', 'is', null)
    .execute();
}
