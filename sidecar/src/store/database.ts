// Opens the database: SQLite with one writing and one reading connection, or a PostgreSQL pool. Closes what it opened.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { CompiledQuery, type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import type { Rows, Tables } from './tables.ts';

/** Where the store lives. `:memory:` as a file is for tests. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

export type Engine = DatabaseAddress['kind'];

export interface DatabaseOptions {
  /** How long SQLite waits for another process's write, in milliseconds; 5,000 unless told. */
  readonly busyTimeoutMs?: number;
  /** Connections to PostgreSQL; 10 unless told. */
  readonly poolSize?: number;
  /** Hears of idle PostgreSQL connections that broke; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface Database {
  readonly engine: Engine;
  /** The file of SQLite, for a connection in another thread; null in memory and on PostgreSQL. */
  readonly file: string | null;
  /** For writes, and for reads that belong to them. */
  readonly writes: Rows;
  /** For reads that may take long or come from people: never waits behind a write of this process. */
  readonly reads: Rows;
  readonly close: () => Promise<void>;
}

export function openDatabase(address: DatabaseAddress, options: DatabaseOptions = {}): Database {
  return address.kind === 'sqlite' ? openSqlite(address.file, options) : openPostgres(address.url, options);
}

function openSqlite(file: string, { busyTimeoutMs = 5_000 }: DatabaseOptions): Database {
  const inMemory = file === ':memory:';
  if (!inMemory) mkdirSync(dirname(file), { recursive: true });
  const writing = new SqliteDatabase(file, { timeout: busyTimeoutMs });
  writing.pragma('journal_mode = WAL');
  // A journal row must have reached the disk before the call it announces.
  writing.pragma('synchronous = FULL');
  writing.pragma('foreign_keys = ON');
  // Memberships arrive group by group, all over the table: 64 MB of pages and a rarer checkpoint keep that in memory.
  writing.pragma('cache_size = -65536');
  writing.pragma('wal_autocheckpoint = 8000');
  const reading = inMemory
    ? writing
    : new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  const writes = new Kysely<Tables>({ dialect: makeSqliteDialect(writing) });
  const reads = inMemory ? writes : new Kysely<Tables>({ dialect: makeSqliteDialect(reading) });
  return {
    engine: 'sqlite',
    file: inMemory ? null : file,
    writes,
    reads,
    async close() {
      await closeAll(writes, reads);
      // Kysely leaves a connection that was never used open. The writer goes last and folds the log into the file.
      reading.close();
      writing.close();
    },
  };
}

/** Transactions take the write lock at once: one that reads first could not upgrade when another process writes. */
function makeSqliteDialect(database: SqliteDatabase.Database): Dialect {
  const dialect = new SqliteDialect({ database });
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () =>
      Object.assign(dialect.createDriver(), {
        beginTransaction: async (connection: { executeQuery: (query: CompiledQuery) => Promise<unknown> }) => {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        },
      }),
  };
}

const int8 = 20;

function openPostgres(url: string, { poolSize = 10, onConnectionLost = () => undefined }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types: {
      // Counts come as 64-bit integers; SQLite gives numbers, so PostgreSQL does too.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  pool.on('error', onConnectionLost);
  const both = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', file: null, writes: both, reads: both, close: () => closeAll(both, both) };
}

async function closeAll(writes: Rows, reads: Rows): Promise<void> {
  if (reads !== writes) await reads.destroy();
  await writes.destroy();
}
