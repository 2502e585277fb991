// Opens the database: SQLite with one writing and one reading connection, or a PostgreSQL pool. Closes what it opened.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { CompiledQuery, type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { keepStatements } from './statements.ts';
import type { Rows, Tables } from './tables.ts';
import { createTurns, type Turns } from './turns.ts';

/** Where the store lives. `:memory:` as a file is for tests. */
export type DatabaseAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

export type Engine = DatabaseAddress['kind'];

export interface DatabaseOptions {
  /** How long SQLite waits for another process's write, in milliseconds; 5,000 unless told. */
  readonly busyTimeoutMs?: number;
  /**
   * `commit` (unless told): SQLite has every commit on the disk before it answers. `later-commit`: it is there at the
   * latest with the next commit that is; a crash of the machine may take it back, and then everything after it.
   */
  readonly durableBy?: 'commit' | 'later-commit';
  /** Connections to PostgreSQL; 10 unless told. */
  readonly poolSize?: number;
  /** How long a connection to PostgreSQL is waited for, a free one or a new one, in milliseconds; 30,000 unless told. */
  readonly connectionTimeoutMs?: number;
  /** Hears of idle PostgreSQL connections that broke; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface Database {
  readonly engine: Engine;
  /** What another thread needs to write to SQLite as well; null in memory and on PostgreSQL. */
  readonly shared: { readonly file: string; readonly turns: Turns } | null;
  /** For writes, and for reads that belong to them. */
  readonly writes: Rows;
  /** For reads that may take long or come from people: never waits behind a write of this process. */
  readonly reads: Rows;
  readonly close: () => Promise<void>;
}

export function openDatabase(address: DatabaseAddress, options: DatabaseOptions = {}): Database {
  return address.kind === 'sqlite' ? openSqlite(address.file, options) : openPostgres(address.url, options);
}

function openSqlite(file: string, { busyTimeoutMs = 5_000, durableBy = 'commit' }: DatabaseOptions): Database {
  const inMemory = file === ':memory:';
  if (!inMemory) mkdirSync(dirname(file), { recursive: true });
  const writing = new SqliteDatabase(file, { timeout: busyTimeoutMs });
  switchToWal(writing, busyTimeoutMs);
  // A journal row must have reached the disk before the call it announces.
  writing.pragma(`synchronous = ${durableBy === 'commit' ? 'FULL' : 'NORMAL'}`);
  writing.pragma('foreign_keys = ON');
  // Memberships arrive group by group, all over the table: 64 MB of pages and a rarer checkpoint keep that in memory.
  writing.pragma('cache_size = -65536');
  writing.pragma('wal_autocheckpoint = 8000');
  const reading = inMemory
    ? writing
    : new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  const turns = createTurns();
  const writes = new Kysely<Tables>({ dialect: makeSqliteDialect(writing, turns) });
  const reads = inMemory ? writes : new Kysely<Tables>({ dialect: makeSqliteDialect(reading, createTurns()) });
  return {
    engine: 'sqlite',
    shared: inMemory ? null : { file, turns },
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

/** Two processes that open a new file at once both switch it, and for that SQLite waits for nobody by itself: we do. */
function switchToWal(database: SqliteDatabase.Database, timeoutMs: number): void {
  const pauseMs = 10;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || waitedMs >= timeoutMs) throw error;
      // Opening blocks anyway, as every wait of SQLite does.
      Atomics.wait(pause, 0, 0, pauseMs);
    }
  }
}

/**
 * Transactions take the write lock at once: one that reads first could not upgrade when another process writes. Within
 * this process the connection is used in turns, so that nobody blocks a thread by waiting for the lock of another.
 */
function makeSqliteDialect(database: SqliteDatabase.Database, turns: Turns): Dialect {
  const dialect = new SqliteDialect({ database: keepStatements(database) });
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => {
      const driver = dialect.createDriver();
      const { acquireConnection, releaseConnection } = driver;
      let endTurn = (): void => undefined;
      return Object.assign(driver, {
        acquireConnection: async (...options: Parameters<typeof acquireConnection>) => {
          endTurn = await turns.take();
          return acquireConnection.apply(driver, options);
        },
        releaseConnection: async (...connection: Parameters<typeof releaseConnection>) => {
          await releaseConnection.apply(driver, connection);
          endTurn();
        },
        beginTransaction: async (connection: { executeQuery: (query: CompiledQuery) => Promise<unknown> }) => {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        },
      });
    },
  };
}

const int8 = 20;

function openPostgres(url: string, options: DatabaseOptions): Database {
  const { poolSize = 10, connectionTimeoutMs = 30_000, onConnectionLost = () => undefined } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectionTimeoutMs,
    // A server that went away without a word is noticed in minutes, not in hours.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      // Counts come as 64-bit integers; SQLite gives numbers, so PostgreSQL does too.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  });
  pool.on('error', onConnectionLost);
  // One that breaks in use is told by the statement that fails; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const both = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', shared: null, writes: both, reads: both, close: () => closeAll(both, both) };
}

async function closeAll(writes: Rows, reads: Rows): Promise<void> {
  if (reads !== writes) await reads.destroy();
  await writes.destroy();
}
