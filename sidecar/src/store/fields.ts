// Own fields of users: their definitions, and one value a user, kept apart from snapshots.
import { sql } from 'kysely';
import { dayOf, type Field, type FieldValue, type FieldValues } from '../domain/field.ts';
import { foldName, type Instant, type UserKey } from '../domain/user.ts';
import type { Database } from './database.ts';
import { cutSlices } from './slices.ts';

export interface CountedField extends Field {
  /** Users with a value. */
  readonly values: number;
}

export interface FieldRecords {
  /** Those in use, in their places. */
  readonly list: () => Promise<readonly CountedField[]>;
  /** Users with a value of a field that was deleted; 0 of one in use, and where there is none. */
  readonly countLeft: (key: string) => Promise<number>;
  /** Defines a field or changes it; one that was deleted comes back with its values. */
  readonly define: (field: Field, at: Instant) => Promise<void>;
  /** Takes a field out of use and keeps its values; false where there is none. */
  readonly remove: (key: string, at: Instant) => Promise<boolean>;
  /** Sets values in one transaction; with `replace`, whoever is not among them has none any more. */
  readonly set: (input: {
    readonly key: string;
    readonly values: readonly FieldValue[];
    readonly replace: boolean;
    readonly at: Instant;
  }) => Promise<void>;
  /** Null where there is no such field in use. */
  readonly values: (key: string) => Promise<FieldValues | null>;
  /** Of one user; null where there is none, or no such field in use. */
  readonly valueOf: (asked: { readonly key: string; readonly userKey: UserKey }) => Promise<string | null>;
}

/** Six bound values a row: well within SQLite's 32,766. */
const insertedRows = 2_000;

export function keepFields({ writes, reads }: Database): FieldRecords {
  return {
    async list() {
      const rows = await reads
        .selectFrom('fields')
        .select(['field_key', 'name', 'kind', 'place'])
        .select(sql<number>`(select count(*) from field_values v where v.field_key = fields.field_key)`.as('values'))
        .where('deleted_at', 'is', null)
        .orderBy('place')
        .orderBy('field_key')
        .execute();
      return rows.map(({ field_key: key, ...field }) => ({ key, ...field }));
    },
    async countLeft(key) {
      const { left } = await reads
        .selectFrom('field_values')
        .innerJoin('fields', 'fields.field_key', 'field_values.field_key')
        .select((counted) => counted.fn.countAll<number>().as('left'))
        .where('field_values.field_key', '=', key)
        .where('fields.deleted_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return Number(left);
    },
    async define({ key, name, kind, place }, at) {
      await writes
        .insertInto('fields')
        .values({ field_key: key, name, kind, place, defined_at: at, deleted_at: null })
        .onConflict((conflict) =>
          conflict.column('field_key').doUpdateSet({ name, kind, place, defined_at: at, deleted_at: null }),
        )
        .execute();
    },
    async remove(key, at) {
      const removed = await writes
        .updateTable('fields')
        .set({ deleted_at: at })
        .where('field_key', '=', key)
        .where('deleted_at', 'is', null)
        .returning('field_key')
        .executeTakeFirst();
      return removed !== undefined;
    },
    set: ({ key, values, replace, at }) =>
      writes.transaction().execute(async (transaction) => {
        if (replace) await transaction.deleteFrom('field_values').where('field_key', '=', key).execute();
        for (const slice of cutSlices(values, insertedRows)) {
          await transaction
            .insertInto('field_values')
            .values(
              slice.map(({ userKey, value }) => ({
                field_key: key,
                user_key: userKey,
                value,
                value_folded: foldName(value),
                day: dayOf(value),
                set_at: at,
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['field_key', 'user_key']).doUpdateSet(({ ref }) => ({
                value: ref('excluded.value'),
                value_folded: ref('excluded.value_folded'),
                day: ref('excluded.day'),
                set_at: ref('excluded.set_at'),
              })),
            )
            .execute();
        }
      }),
    async values(key) {
      const field = await reads
        .selectFrom('fields')
        .select('field_key')
        .where('field_key', '=', key)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (field === undefined) return null;
      const rows = await reads
        .selectFrom('field_values')
        .select(['user_key', 'value'])
        .where('field_key', '=', key)
        .execute();
      return new Map(rows.map((row) => [row.user_key, row.value]));
    },
    async valueOf({ key, userKey }) {
      const found = await reads
        .selectFrom('field_values')
        .innerJoin('fields', 'fields.field_key', 'field_values.field_key')
        .select('field_values.value')
        .where('field_values.field_key', '=', key)
        .where('field_values.user_key', '=', userKey)
        .where('fields.deleted_at', 'is', null)
        .executeTakeFirst();
      return found?.value ?? null;
    },
  };
}
