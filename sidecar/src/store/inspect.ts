// Looks at a database without changing it in any way: which version it has, and the settings that stand in it.
import { constants, existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { type DatabaseAddress, openDatabase } from './database.ts';
import { readJson } from './json-text.ts';
import { migrationNames } from './migrations/migrate.ts';
import { readSettings, type Settings } from './settings.ts';
import type { SourceReading } from './snapshots.ts';
import type { Rows, Tables } from './tables.ts';
import { readDeliveries } from './webhooks.ts';

export interface StoreInspection {
  /** Migrations that were run, in their order. */
  readonly executed: readonly string[];
  /** Migrations this version would still run. */
  readonly pending: readonly string[];
  /** Migrations that were run and that this version does not know: a newer one wrote here. */
  readonly foreign: readonly string[];
  /** Null where the table is not there yet. */
  readonly settings: Omit<Settings, 'installationSalt'> | null;
  /** How each source went in the newest finished snapshot; null where there is none. */
  readonly sources: readonly SourceReading[] | null;
  /** Deliveries of webhooks; null where the table is not there yet. */
  readonly deliveries: Awaited<ReturnType<typeof readDeliveries>> | null;
  /** Size of a SQLite file; null on PostgreSQL. */
  readonly bytes: number | null;
}

/**
 * Inspects a database; null where a SQLite file does not exist yet. Throws what the driver throws when it cannot be
 * read. Nothing is written: neither tables, nor the files that SQLite keeps beside its own.
 */
export async function inspectStore(address: DatabaseAddress): Promise<StoreInspection | null> {
  if (address.kind === 'postgres') return inspectPostgres(address);
  if (!existsSync(address.file)) return null;
  const { size } = await stat(address.file);
  return { ...(await inspectSqlite(address.file)), bytes: size };
}

async function inspectPostgres(address: DatabaseAddress): Promise<StoreInspection> {
  const database = openDatabase(address, { poolSize: 1 });
  try {
    const look = database.reads.transaction().setAccessMode('read only');
    return { ...(await look.execute(readFacts)), bytes: null };
  } finally {
    await database.close();
  }
}

/**
 * Even a reader makes files beside a database that nobody has open, and they belong to whoever looked: the sidecar, as
 * another user, could not open it afterwards. So a database at rest is looked at in a copy.
 */
async function inspectSqlite(file: string) {
  if (existsSync(`${file}-shm`)) return readSqlite(file);
  const folder = await mkdtemp(join(tmpdir(), 'um-look-'));
  try {
    const copy = join(folder, 'store.db');
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    if (existsSync(`${file}-wal`)) await copyFile(`${file}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE);
    return await readSqlite(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readSqlite(file: string) {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
  try {
    return await readFacts(new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }));
  } finally {
    database.close();
  }
}

async function readFacts(rows: Rows): Promise<Omit<StoreInspection, 'bytes'>> {
  const tables = await rows.introspection.getTables({ withInternalKyselyTables: true });
  const has = (table: string) => tables.some(({ name }) => name === table);
  const executed = has('kysely_migration') ? await readExecuted(rows) : [];
  const settings = has('settings') ? withoutSalt(await readSettings(rows)) : null;
  return {
    executed,
    pending: migrationNames.filter((name) => !executed.includes(name)),
    foreign: executed.filter((name) => !migrationNames.includes(name)),
    settings,
    sources: has('snapshots') ? await readSources(rows) : null,
    deliveries: has('webhook_deliveries') ? await readDeliveries(rows) : null,
  };
}

async function readSources(rows: Rows): Promise<readonly SourceReading[] | null> {
  const newest = await rows
    .selectFrom('snapshots')
    .select('sources')
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? null : readJson(newest.sources);
}

async function readExecuted(rows: Rows): Promise<string[]> {
  const found = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(rows);
  return found.rows.map(({ name }) => name);
}

function withoutSalt({ installationSalt: _salt, ...settings }: Settings): Omit<Settings, 'installationSalt'> {
  return settings;
}
