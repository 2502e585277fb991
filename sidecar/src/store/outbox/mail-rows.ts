// A row of the outbox as the rest of the product sees it.
import type { Selectable } from 'kysely';
import type { MailSubject } from '../../domain/mail.ts';
import { StoreStateError } from '../errors.ts';
import type { StoredMail } from '../outbox.ts';
import type { MailTable } from '../tables/outbox.ts';

export function readMailRow(row: Selectable<MailTable>): StoredMail {
  return {
    ...readSubject(row),
    id: row.id,
    to: row.recipient,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at,
    failure: row.failure,
  };
}

/** The database holds each mail to exactly one subject; that it is the one of its kind is held here. */
function readSubject({ id, kind, ...row }: Selectable<MailTable>): MailSubject {
  if (kind === 'digest' && row.digest_id !== null) return { kind, digestId: row.digest_id };
  if (kind === 'licence-alert' && row.alert_id !== null) return { kind, alertId: row.alert_id };
  if (kind !== 'digest' && kind !== 'licence-alert' && row.run_id !== null) return { kind, runId: row.run_id };
  throw new StoreStateError(`Mail ${id} is about nothing that its kind tells of.`);
}
