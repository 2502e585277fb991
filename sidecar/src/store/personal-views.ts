// What people keep for their own page, under their key alone: nobody else sees it, and nothing else depends on it.
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { type JsonText, readJson, writeJson } from './json-text.ts';

export interface SavedFilter {
  readonly name: string;
  /** The page's address parameters, as the page writes and reads them. */
  readonly query: string;
  readonly savedAt: Instant;
}

export interface PersonalViewRecords {
  /** By name. */
  readonly filters: (userKey: string) => Promise<readonly SavedFilter[]>;
  /** Written anew where there is one of the name; false, and nothing done, where that would be one more than `most`. */
  readonly saveFilter: (filter: SavedFilter & { readonly userKey: string; readonly most: number }) => Promise<boolean>;
  /** False where there is none of the name. */
  readonly removeFilter: (userKey: string, name: string) => Promise<boolean>;
  /** Null where nothing was ever chosen. */
  readonly columns: (userKey: string) => Promise<readonly string[] | null>;
  readonly saveColumns: (choice: {
    readonly userKey: string;
    readonly columns: readonly string[];
    readonly at: Instant;
  }) => Promise<void>;
}

export function keepPersonalViews({ writes, reads }: Database): PersonalViewRecords {
  return {
    async filters(userKey) {
      const rows = await reads
        .selectFrom('personal_views')
        .select(['name', 'content', 'saved_at'])
        .where('user_key', '=', userKey)
        .where('kind', '=', 'filter')
        .orderBy('name')
        .execute();
      return rows.map(({ name, content, saved_at: savedAt }) => ({
        name,
        query: readJson(content as JsonText<string>),
        savedAt,
      }));
    },
    saveFilter: ({ userKey, name, query, savedAt, most }) =>
      writes.transaction().execute(async (transaction) => {
        const others = await transaction
          .selectFrom('personal_views')
          .select('name')
          .where('user_key', '=', userKey)
          .where('kind', '=', 'filter')
          .where('name', '!=', name)
          .execute();
        if (others.length >= most) return false;
        const row = { content: writeJson<unknown>(query), saved_at: savedAt };
        await transaction
          .insertInto('personal_views')
          .values({ user_key: userKey, kind: 'filter', name, ...row })
          .onConflict((conflict) => conflict.columns(['user_key', 'kind', 'name']).doUpdateSet(row))
          .execute();
        return true;
      }),
    async removeFilter(userKey, name) {
      const removed = await writes
        .deleteFrom('personal_views')
        .where('user_key', '=', userKey)
        .where('kind', '=', 'filter')
        .where('name', '=', name)
        .returning('name')
        .executeTakeFirst();
      return removed !== undefined;
    },
    async columns(userKey) {
      const row = await reads
        .selectFrom('personal_views')
        .select('content')
        .where('user_key', '=', userKey)
        .where('kind', '=', 'columns')
        .executeTakeFirst();
      return row === undefined ? null : readJson(row.content as JsonText<readonly string[]>);
    },
    async saveColumns({ userKey, columns, at }) {
      const row = { content: writeJson<unknown>(columns), saved_at: at };
      await writes
        .insertInto('personal_views')
        .values({ user_key: userKey, kind: 'columns', name: '', ...row })
        .onConflict((conflict) => conflict.columns(['user_key', 'kind', 'name']).doUpdateSet(row))
        .execute();
    },
  };
}
