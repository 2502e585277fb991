// Crossings of the licence's lines: each raised once until it is lowered.
import type { Selectable } from 'kysely';
import type { AlertLine } from '../domain/licence/alert.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
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
  /** Whether it was raised: false where the line counts as crossed already. */
  readonly raise: (alert: Omit<LicenceAlert, 'id'>) => Promise<boolean>;
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
    async raise({ line, threshold, seats, most, raisedAt }) {
      const raised = await writes
        .insertInto('licence_alerts')
        .values({ line, threshold, seats, most, raised_at: raisedAt, lowered_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return raised !== undefined;
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
