// Lists of users that somebody uploaded: whole lists, written in one transaction and replaced by the next of their name.
import { foldName, type Instant } from '../domain/user.ts';
import { isAddress, type ListRow, makeUserList, type UserList } from '../domain/user-list.ts';
import type { Database } from './database.ts';
import { cutSlices } from './slices.ts';

export interface ListLine {
  readonly name: string;
  readonly savedAt: Instant;
  /** Rows that name a user, and rows that name nobody for certain. */
  readonly matched: number;
  readonly unmatched: number;
}

export interface UserListRecords {
  /** By name. */
  readonly list: () => Promise<readonly ListLine[]>;
  /** Writes a list anew; of rows with the same line and name the first counts. */
  readonly save: (input: {
    readonly name: string;
    readonly rows: readonly ListRow[];
    readonly at: Instant;
  }) => Promise<void>;
  /** False where there is none. */
  readonly remove: (name: string) => Promise<boolean>;
  /** Null where there is none. */
  readonly get: (name: string) => Promise<UserList | null>;
}

/** Six bound values a row: well within SQLite's 32,766. */
const insertedRows = 2_000;

export function keepUserLists({ writes, reads }: Database): UserListRecords {
  return {
    async list() {
      const rows = await reads.selectFrom('user_lists').selectAll().orderBy('list_name').execute();
      return rows.map(({ list_name: name, saved_at: savedAt, matched, unmatched }) => ({
        name,
        savedAt,
        matched,
        unmatched,
      }));
    },
    save: ({ name, rows, at }) =>
      writes.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('user_list_rows').where('list_name', '=', name).execute();
        const matched = rows.filter((row) => row.userKey !== null).length;
        const counts = { saved_at: at, matched, unmatched: rows.length - matched };
        await transaction
          .insertInto('user_lists')
          .values({ list_name: name, ...counts })
          .onConflict((conflict) => conflict.column('list_name').doUpdateSet(counts))
          .execute();
        for (const slice of cutSlices(rows, insertedRows)) {
          await transaction
            .insertInto('user_list_rows')
            .values(
              slice.map((row) => ({
                list_name: name,
                line: row.line,
                name: row.name,
                name_folded: foldName(row.name),
                is_address: isAddress(row.name) ? (1 as const) : (0 as const),
                user_key: row.userKey,
              })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      }),
    remove: (name) =>
      writes.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('user_list_rows').where('list_name', '=', name).execute();
        const removed = await transaction
          .deleteFrom('user_lists')
          .where('list_name', '=', name)
          .returning('list_name')
          .executeTakeFirst();
        return removed !== undefined;
      }),
    async get(name) {
      const known = await reads
        .selectFrom('user_lists')
        .select('list_name')
        .where('list_name', '=', name)
        .executeTakeFirst();
      if (known === undefined) return null;
      const rows = await reads
        .selectFrom('user_list_rows')
        .select(['name', 'user_key'])
        .where('list_name', '=', name)
        .execute();
      return makeUserList(rows.map((row) => ({ name: row.name, userKey: row.user_key })));
    },
  };
}
