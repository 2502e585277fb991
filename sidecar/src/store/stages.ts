// Where users stand on the timelines of staged policies, and when the product was up. Runs move standings when they end.
import type { PolicyId } from '../domain/policy.ts';
import type { ClosingReason, Standing } from '../domain/stage/stage.ts';
import type { ReadingSpan, UpSpan } from '../domain/stage/up-time.ts';
import { toleratedGapMs } from '../domain/stage/up-time.ts';
import type { Instant, UserKey, Username } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readStandingRow, selectStandings } from './stages/read.ts';
import { noteReading, type ReadingNote, readReadingSpans } from './stages/readings.ts';
import type { Rows } from './tables.ts';

export interface PlacedStanding {
  readonly policyId: PolicyId;
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly standing: Standing;
}

export interface StandingClosing {
  readonly id: number;
  readonly because: ClosingReason;
}

export interface StageRecords {
  /** Open standings of a policy in the order of their ids, those after one of them. */
  readonly page: (query: { policyId: PolicyId; after: number; limit: number }) => Promise<readonly PlacedStanding[]>;
  readonly find: (policyId: PolicyId, userKey: UserKey) => Promise<Standing | null>;
  /** Open standings of some users, of whichever policy; at most as many users as a page has. */
  readonly ofUsers: (userKeys: readonly UserKey[]) => Promise<readonly PlacedStanding[]>;
  /** Everybody with an open standing in another policy. */
  readonly elsewhere: (policyId: PolicyId) => Promise<readonly PlacedStanding[]>;
  /** Who was to be warned by a timeline that ended, or by one of another policy. */
  readonly warnedEarlier: (policyId: PolicyId) => Promise<ReadonlySet<UserKey>>;
  /** Ends standings; one that has ended already stays as it is. */
  readonly close: (closings: readonly StandingClosing[], at: Instant) => Promise<void>;
  /** A sign of life. Written every ten minutes at most. */
  readonly beat: (at: Instant) => Promise<void>;
  /** In the order of time. */
  readonly upSpans: () => Promise<readonly UpSpan[]>;
  /** Keeps whether activity was read completely just now. */
  readonly noteReading: (note: ReadingNote) => Promise<void>;
  readonly readingSpans: () => Promise<readonly ReadingSpan[]>;
}

const beatEveryMs = 10 * 60_000;

export function keepStages({ writes, reads }: Database): StageRecords {
  return {
    async page({ policyId, after, limit }) {
      const page = selectStandings(reads).where('standing.policy_id', '=', policyId).where('standing.id', '>', after);
      return (await page.orderBy('standing.id').limit(limit).execute()).map(readStandingRow);
    },
    async find(policyId, userKey) {
      const found = selectStandings(reads)
        .where('standing.policy_id', '=', policyId)
        .where('standing.user_key', '=', userKey);
      const row = await found.executeTakeFirst();
      return row === undefined ? null : readStandingRow(row).standing;
    },
    async ofUsers(userKeys) {
      if (userKeys.length === 0) return [];
      const found = selectStandings(reads).where('standing.user_key', 'in', userKeys).orderBy('standing.id');
      return (await found.execute()).map(readStandingRow);
    },
    async elsewhere(policyId) {
      const found = selectStandings(reads).where('standing.policy_id', '<>', policyId).orderBy('standing.id');
      return (await found.execute()).map(readStandingRow);
    },
    async warnedEarlier(policyId) {
      const found = await reads
        .selectFrom('stage_standings')
        .select('user_key')
        .where('warn_run', 'is not', null)
        .where((when) => when.or([when('closed_at', 'is not', null), when('policy_id', '<>', policyId)]))
        .distinct()
        .execute();
      return new Set(found.map((row) => row.user_key));
    },
    async close(closings, at) {
      if (closings.length === 0) return;
      await writes.transaction().execute(async (transaction) => {
        for (const { id, because } of closings) {
          await transaction
            .updateTable('stage_standings')
            .set({ closed_at: at, closed_because: because })
            .where('id', '=', id)
            .where('closed_at', 'is', null)
            .execute();
        }
      });
    },
    beat: (at) => beat({ reads, writes }, at),
    noteReading: (note) => writes.transaction().execute((transaction) => noteReading(transaction, note)),
    readingSpans: () => readReadingSpans(reads),
    async upSpans() {
      const found = await reads.selectFrom('up_spans').selectAll().orderBy('from_at').orderBy('id').execute();
      return found.map((row) => ({ from: row.from_at, until: row.until_at }));
    },
  };
}

/** Lengthens the last span, or begins another where the silence was long. A clock set back writes nothing. */
async function beat({ reads, writes }: { reads: Rows; writes: Rows }, at: Instant): Promise<void> {
  const last = await reads.selectFrom('up_spans').selectAll().orderBy('until_at', 'desc').limit(1).executeTakeFirst();
  const silentMs = last === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) - Date.parse(last.until_at);
  if (silentMs < beatEveryMs) return;
  if (last === undefined || silentMs > toleratedGapMs) {
    await writes.insertInto('up_spans').values({ from_at: at, until_at: at }).execute();
    return;
  }
  await writes
    .updateTable('up_spans')
    .set({ until_at: at })
    .where('id', '=', last.id)
    .where('until_at', '<', at)
    .execute();
}
