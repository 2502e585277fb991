// Tests of how the database is opened on SQLite: durable, patient, and readable while something is being written.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { migrateToNewest, migrationNames } from './migrations/migrate.ts';
import { openStore } from './open.ts';

describe('a SQLite database', () => {
  let folder: string;
  let file: string;
  let database: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'um-database-'));
    file = join(folder, 'data', 'store.db');
    database = openDatabase({ kind: 'sqlite', file });
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (pragma: string) => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(pragma)}`.execute(database.writes);
    return Object.values(rows[0] ?? {})[0];
  };

  it('makes its folder, and writes through to the disk', async () => {
    expect(existsSync(file)).toBe(true);
    expect(await ask('journal_mode')).toBe('wal');
    expect(await ask('synchronous')).toBe(2);
    expect(await ask('foreign_keys')).toBe(1);
    expect(await ask('busy_timeout')).toBe(5_000);
  });

  it('writes through to the disk with a later commit only where it is told so', async () => {
    const relaxed = openDatabase({ kind: 'sqlite', file }, { durableBy: 'later-commit' });
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(relaxed.writes);
    expect(rows).toEqual([{ synchronous: 1 }]);
    await relaxed.close();
  });

  it('answers readers while a transaction is open, with what was committed', async () => {
    await migrateToNewest(database);
    const { writes, reads } = database;
    const read = () => reads.selectFrom('actors').select('username').execute();
    await writes.transaction().execute(async (transaction) => {
      await transaction.insertInto('actors').values({ username: 'ada' }).execute();
      expect(await read()).toEqual([]);
    });
    expect(await read()).toEqual([{ username: 'ada' }]);
  });

  it('lets nobody write through the reading connection', async () => {
    await migrateToNewest(database);
    await expect(database.reads.insertInto('actors').values({ username: 'ada' }).execute()).rejects.toThrow('readonly');
  });

  it('carries on with a migration that was cut short', async () => {
    await migrateToNewest(database);
    await sql`delete from kysely_migration where name > '0003'`.execute(database.writes);
    expect(await migrateToNewest(database)).toEqual(migrationNames.filter((name) => name > '0003'));
  });

  it('leaves nothing open behind itself', async () => {
    await migrateToNewest(database);
    expect(existsSync(`${file}-wal`)).toBe(true);
    await database.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    await database.close();
  });
});

it('opens a store in memory', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' });
  await store.ping();
  expect((await store.settings.all()).processMode).toBe('observe');
  await store.close();
});

it('says so when PostgreSQL cannot be reached', async () => {
  const nowhere = { kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' } as const;
  await expect(openStore(nowhere)).rejects.toThrow('ECONNREFUSED');
});
