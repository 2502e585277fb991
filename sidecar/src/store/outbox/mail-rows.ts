// A row of the outbox as the rest of the product sees it.
import type { Selectable } from 'kysely';
import type { StoredMail } from '../outbox.ts';
import type { OutboxTable } from '../tables/outbox.ts';

export function readMailRow(row: Selectable<OutboxTable>): StoredMail {
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
