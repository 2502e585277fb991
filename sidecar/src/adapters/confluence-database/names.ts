// Reads users whose name leads nowhere: unsynced ones without an account, and those whose user key no name finds alone.
import { sql } from 'kysely';
import type { DatabaseMappedUser, DatabaseNameFault } from '../ports.ts';
import { readUserKeys } from './accounts.ts';
import { isOneOf, readByKey } from './batches.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { readUserKey } from './values.ts';

type MappingRow = TextRow<'user_key' | 'username' | 'folded'>;

export async function* readUnsynced(context: ReadingContext): AsyncGenerator<readonly DatabaseMappedUser[]> {
  const { session, tables } = context;
  const u = tables.use('cwd_user', 'u');
  for await (const batch of readMappings(context)) {
    // A user whom Confluence deleted leaves the key behind in place of the name: nobody to come back.
    const named = batch.filter(({ folded, user_key }) => folded !== null && folded !== user_key?.toLowerCase());
    if (named.length === 0) continue;
    const rows = await session.all<TextRow<'folded'>>(
      'accounts by name',
      sql`select distinct ${u.col('lower_user_name')} as folded from ${u.as}
        where ${isOneOf(
          session,
          u.col('lower_user_name'),
          named.map(({ folded }) => folded),
        )}`,
    );
    const known = new Set(rows.map(({ folded }) => folded));
    const unsynced = named.filter(({ folded }) => !known.has(folded));
    if (unsynced.length > 0) {
      yield unsynced.map(({ user_key, username, folded }) => ({
        userKey: readUserKey(user_key),
        username: username ?? '',
        folded: folded ?? '',
      }));
    }
  }
}

/** A null lower name is what renames leave behind (CONFSERVER-54971); shared ones need a lost unique index. */
export async function* readDuplicates(context: ReadingContext): AsyncGenerator<readonly DatabaseNameFault[]> {
  for await (const batch of readMappings(context)) {
    const names = [...new Set(batch.flatMap(({ folded }) => folded ?? []))];
    const keys = names.length === 0 ? new Map<string, string[]>() : await readUserKeys(context, names);
    const faults = batch.flatMap(({ user_key, username, folded }): DatabaseNameFault[] => {
      const about = { userKey: readUserKey(user_key), username: username ?? '', folded };
      if (folded === null) return [{ fault: 'no-folded-name', ...about }];
      return (keys.get(folded)?.length ?? 0) > 1 ? [{ fault: 'shared-folded-name', ...about }] : [];
    });
    if (faults.length > 0) yield faults;
  }
}

function readMappings({ session, tables, batchSize }: ReadingContext): AsyncGenerator<readonly MappingRow[]> {
  const m = tables.use('user_mapping', 'm');
  return readByKey<MappingRow>(session, {
    what: 'user mappings',
    batchSize,
    keyOf: (row) => row.user_key,
    after: (key) => sql`select ${m.col('user_key')} as user_key, ${m.col('username')} as username,
      ${m.col('lower_username')} as folded from ${m.as}
      where ${m.col('user_key')} > ${key ?? ''} order by ${m.col('user_key')} limit ${sql.lit(batchSize)}`,
  });
}
