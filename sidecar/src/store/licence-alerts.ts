// Crossings of the licence's lines: each raised once until it is lowered, with the mails that tell of it.
import type { Selectable } from 'kysely';
import type { AlertLine } from '../domain/licence/alert.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { droppedMail } from './outbox.ts';
import type { LicenceAlertTable } from './tables/licence-alerts.ts';

export interface LicenceAlert {
  readonly id: number;
  readonly line: AlertLine;
  /** Seats from which the line was crossed. */
  readonly threshold: number;
  readonly seats: number;
  /** Seats of the licence; null where not told or not limited. */
  readonly most: number | null;
  readonly raisedAt: Instant;
}

export interface LicenceAlertRecords {
  /** Those that last, in the order they were raised. */
  readonly raised: () => Promise<readonly LicenceAlert[]>;
  /** Writes the crossing and its mails together; false, and no mail, where the line counts as crossed already. */
  readonly raise: (alert: Omit<LicenceAlert, 'id'>, recipients?: readonly string[]) => Promise<boolean>;
  readonly get: (id: number) => Promise<LicenceAlert | null>;
  /** Failures of mails that are tried no more, by code, over all crossings that last. */
  readonly failedMails: () => Promise<readonly string[]>;
  readonly lower: (line: AlertLine, at: Instant) => Promise<void>;
}

export function keepLicenceAlerts({ writes, reads }: Database): LicenceAlertRecords {
  return {
    async raised() {
      const found = await reads
        .selectFrom('licence_alerts')
        .selectAll()
        .where('lowered_at', 'is', null)
        .orderBy('id')
        .execute();
      return found.map(readAlert);
    },
    raise: ({ line, threshold, seats, most, raisedAt }, recipients = []) =>
      writes.transaction().execute(async (transaction) => {
        const raised = await transaction
          .insertInto('licence_alerts')
          .values({ line, threshold, seats, most, raised_at: raisedAt, lowered_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        const mails = [...new Set(recipients)].map((recipient) => ({
          kind: 'licence-alert' as const,
          recipient,
          state: 'waiting' as const,
          attempts: 0,
          next_attempt_at: raisedAt,
        }));
        if (raised !== undefined && mails.length > 0) {
          await transaction
            .insertInto('mails')
            .values(mails.map((mail) => ({ ...mail, alert_id: raised.id })))
            .execute();
        }
        return raised !== undefined;
      }),
    async get(id) {
      const row = await reads.selectFrom('licence_alerts').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : readAlert(row);
    },
    async failedMails() {
      const found = await reads
        .selectFrom('mails as mail')
        .innerJoin('licence_alerts as alert', 'alert.id', 'mail.alert_id')
        .select((column) => column.ref('mail.failure').$notNull().as('failure'))
        .where('alert.lowered_at', 'is', null)
        .where('mail.state', '=', 'dead')
        .where('mail.failure', '<>', droppedMail)
        .orderBy('mail.id')
        .execute();
      return found.map(({ failure }) => failure);
    },
    async lower(line, at) {
      await writes
        .updateTable('licence_alerts')
        .set({ lowered_at: at })
        .where('line', '=', line)
        .where('lowered_at', 'is', null)
        .execute();
    },
  };
}

function readAlert(row: Selectable<LicenceAlertTable>): LicenceAlert {
  const { id, line, threshold, seats, most } = row;
  return { id, line, threshold, seats, most, raisedAt: row.raised_at };
}
