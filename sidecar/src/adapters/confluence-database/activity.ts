// Reads when users were last seen: log-ins, use of access tokens, pages viewed. Each user at most once, the latest wins.
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseLogin, DatabaseRecentView, DatabaseSource, DatabaseTokenUse } from '../ports.ts';
import { readByKey } from './batches.ts';
import { type ReadingContext, sourceOf } from './reading.ts';
import type { TextRow } from './session.ts';
import { readUserKey } from './values.ts';

/** `logininfo.username` holds the user key (since 5.2). */
export function readLogins(context: ReadingContext): DatabaseSource<DatabaseLogin> {
  const l = context.tables.use('logininfo', 'l');
  return sourceOf(context, 'logininfo', async function* () {
    const columns = sql`max(${l.instant('successdate')}) as last, max(${l.instant('prevsuccessdate')}) as previous,
      max(${l.instant('faileddate')}) as failure`;
    const tellsPrevious = l.has('prevsuccessdate');
    const rows = readLatest<'last' | 'previous' | 'failure'>(context, 'logins', l.as, l.col('username'), columns);
    for await (const batch of rows) {
      yield batch.map(({ user_key, last, previous, failure }) => ({
        userKey: readUserKey(user_key),
        lastLoginAt: context.readInstant(last),
        previousLoginAt: context.readInstant(previous),
        onlyLogin: tellsPrevious ? last !== null && previous === null : null,
        lastFailureAt: context.readInstant(failure),
      }));
    }
  });
}

export function readTokenUse(context: ReadingContext): DatabaseSource<DatabaseTokenUse> {
  const t = context.tables.use('AO_81F455_PERSONAL_TOKEN', 't');
  return sourceOf(context, 'AO_81F455_PERSONAL_TOKEN', async function* () {
    const columns = sql`max(${t.instant('LAST_ACCESSED_AT')}) as last, count(*) as tokens`;
    const rows = readLatest<'last' | 'tokens'>(context, 'use of tokens', t.as, t.col('USER_KEY'), columns);
    for await (const batch of rows) {
      yield batch.map(({ user_key, last, tokens }) => ({
        userKey: readUserKey(user_key),
        tokens: Number(tokens),
        lastUsedAt: context.readInstant(last),
      }));
    }
  });
}

export function readRecentViews(context: ReadingContext): DatabaseSource<DatabaseRecentView> {
  const v = context.tables.use('AO_92296B_AORECENTLY_VIEWED', 'v');
  return sourceOf(context, 'AO_92296B_AORECENTLY_VIEWED', async function* () {
    const columns = sql`max(${v.instant('LAST_VIEW_DATE')}) as last`;
    for await (const batch of readLatest<'last'>(context, 'recent views', v.as, v.col('USER_KEY'), columns)) {
      yield batch.map(({ user_key, last }) => ({
        userKey: readUserKey(user_key),
        lastViewedAt: context.readInstant(last),
      }));
    }
  });
}

function readLatest<Column extends string>(
  { session, batchSize }: ReadingContext,
  what: string,
  table: RawBuilder<unknown>,
  userKey: RawBuilder<string | null>,
  columns: RawBuilder<unknown>,
): AsyncGenerator<readonly TextRow<Column | 'user_key'>[]> {
  return readByKey<TextRow<Column | 'user_key'>>(session, {
    what,
    batchSize,
    keyOf: (row) => row.user_key,
    after: (key) => sql`select ${userKey} as user_key, ${columns} from ${table}
      where ${userKey} > ${key ?? ''} group by ${userKey} order by ${userKey} limit ${sql.lit(batchSize)}`,
  });
}
