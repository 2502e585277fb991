// Tests that slices of one size share a statement and still bring their own values, whatever else is bound after them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UserKey } from '../domain/user.ts';
import { type Database, openDatabase } from './database.ts';
import { keepInsert } from './kept-insert.ts';
import { migrateToNewest } from './migrations/migrate.ts';

let database: Database;
let built = 0;

beforeEach(async () => {
  database = openDatabase({ kind: 'sqlite', file: ':memory:' });
  await migrateToNewest(database);
  built = 0;
});
afterEach(() => database.close());

interface Seen {
  readonly user_key: string;
  readonly first_seen_at: string;
  readonly first_seen_disabled_at: string | null;
}

const insertSeen = keepInsert(2, (rows, values: readonly Seen[]) => {
  built += 1;
  return rows
    .insertInto('user_observations')
    .values(values.map((one) => ({ ...one, user_key: one.user_key as UserKey })))
    .onConflict((conflict) => conflict.column('user_key').doUpdateSet({ first_seen_disabled_at: 'again' }));
});

function seen(userKey: string): Seen {
  return { user_key: userKey, first_seen_at: `first of ${userKey}`, first_seen_disabled_at: null };
}

it('builds the statement of a full slice once, and that of a short one each time', async () => {
  await insertSeen(database.writes, [seen('a'), seen('b')]);
  await database.writes.transaction().execute((rows) => insertSeen(rows, [seen('b'), seen('c')]));
  expect(built).toBe(1);
  await insertSeen(database.writes, [seen('d')]);
  await insertSeen(database.writes, [seen('e')]);
  expect(built).toBe(3);
  const rows = await database.reads.selectFrom('user_observations').selectAll().orderBy('user_key').execute();
  expect(rows.map((row) => [row.user_key, row.first_seen_at, row.first_seen_disabled_at])).toEqual([
    ['a', 'first of a', null],
    ['b', 'first of b', 'again'],
    ['c', 'first of c', null],
    ['d', 'first of d', null],
    ['e', 'first of e', null],
  ]);
});

it('keeps the statements of two databases apart', async () => {
  const other = openDatabase({ kind: 'sqlite', file: ':memory:' });
  try {
    await migrateToNewest(other);
    await insertSeen(database.writes, [seen('a'), seen('b')]);
    await insertSeen(other.writes, [seen('c'), seen('d')]);
    const rows = await other.reads.selectFrom('user_observations').select('user_key').orderBy('user_key').execute();
    expect(rows).toEqual([{ user_key: 'c' }, { user_key: 'd' }]);
  } finally {
    await other.close();
  }
});
