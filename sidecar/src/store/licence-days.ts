// The licence day by day: one row a day, written after each reading, the last reading of a day standing.
import type { Selectable } from 'kysely';
import type { LicenceDay } from '../domain/licence/day.ts';
import type { Database } from './database.ts';
import type { LicenceDayTable } from './tables/licence-days.ts';

export interface LicenceDayRecords {
  /** Writes the day's row, or renews it; an earlier reading never takes the place of a later one. */
  readonly note: (day: LicenceDay) => Promise<void>;
  /** Days from and to, both included, oldest first; days without a reading have no row. */
  readonly between: (range: { readonly from: string; readonly to: string }) => Promise<readonly LicenceDay[]>;
}

export function keepLicenceDays({ writes, reads }: Database): LicenceDayRecords {
  return {
    async note({ day, readAt, seats, seatsUnknown, hostUsed, most, ...standing }) {
      const { active, inactive, unknown, protected: spared, disabled } = standing;
      const row = { active, inactive, unknown, protected: spared, disabled, seats, most };
      const values = { ...row, read_at: readAt, seats_unknown: seatsUnknown, host_used: hostUsed };
      await writes
        .insertInto('licence_days')
        .values({ day, ...values })
        .onConflict((conflict) =>
          conflict.column('day').doUpdateSet(values).where('licence_days.read_at', '<=', readAt),
        )
        .execute();
    },
    async between({ from, to }) {
      const found = await reads
        .selectFrom('licence_days')
        .selectAll()
        .where('day', '>=', from)
        .where('day', '<=', to)
        .orderBy('day')
        .execute();
      return found.map(readDay);
    },
  };
}

function readDay(row: Selectable<LicenceDayTable>): LicenceDay {
  const { day, seats, most, active, inactive, unknown, disabled } = row;
  return {
    day,
    readAt: row.read_at,
    seats,
    seatsUnknown: row.seats_unknown,
    hostUsed: row.host_used,
    most,
    active,
    inactive,
    unknown,
    protected: row.protected,
    disabled,
  };
}
