// What the page beacon told: on which days, in UTC, somebody saw a page. User key and day, and nothing else.
import type { UserKey } from '../domain/user.ts';
import type { Database } from './database.ts';
import { repeatUntilNone } from './slices.ts';

export interface BeaconDay {
  readonly userKey: UserKey;
  /** `2026-03-01` */
  readonly day: string;
}

export interface BeaconRecords {
  /** Keeps one row for each user and day, however often it is told. */
  readonly note: (seen: BeaconDay) => Promise<void>;
  /** The last day of everybody, in batches. */
  readonly lastDays: () => AsyncIterable<readonly BeaconDay[]>;
  /** Forgets everything before the day. */
  readonly prune: (before: string) => Promise<void>;
}

const batchRows = 500;

export function keepBeacon({ writes, reads }: Database): BeaconRecords {
  return {
    note: async ({ userKey, day }) => {
      await writes
        .insertInto('beacon_days')
        .values({ user_key: userKey, day })
        .onConflict((conflict) => conflict.columns(['user_key', 'day']).doNothing())
        .execute();
    },
    lastDays: async function* () {
      for (let after = '' as UserKey; ; ) {
        const rows = await reads
          .selectFrom('beacon_days')
          .select(({ fn }) => ['user_key', fn.max('day').as('day')])
          .where('user_key', '>', after)
          .groupBy('user_key')
          .orderBy('user_key')
          .limit(batchRows)
          .execute();
        if (rows.length > 0) yield rows.map(({ user_key: userKey, day }) => ({ userKey, day }));
        const last = rows.at(-1);
        if (last === undefined || rows.length < batchRows) return;
        after = last.user_key;
      }
    },
    prune: (before) =>
      repeatUntilNone(async () => {
        const old = await writes
          .selectFrom('beacon_days')
          .select('day')
          .where('day', '<', before)
          .groupBy('day')
          .orderBy('day')
          .limit(1)
          .executeTakeFirst();
        if (old === undefined) return 0;
        const { numDeletedRows } = await writes.deleteFrom('beacon_days').where('day', '=', old.day).executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}
