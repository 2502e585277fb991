// Opens Confluence's PostgreSQL or MySQL with one dialect each. Every value arrives as the server's own text, or null.

import { Kysely, MysqlDialect, PostgresDialect } from 'kysely';
import { createPool } from 'mysql2';
import pg from 'pg';
import { HostFailure } from '../ports.ts';

export type Family = 'postgres' | 'mysql';

export interface OpenDatabase {
  readonly family: Family;
  /** Nothing is typed by table: the server's spelling is found out first. */
  readonly db: Kysely<unknown>;
  readonly close: () => Promise<void>;
}

/** A check and a reading may go on at the same time; nothing else needs a connection. */
const connections = 2;
const connectTimeoutMs = 10_000;

/**
 * Takes `postgres://` (and `postgresql://`) or `mysql://` (and `mariadb://`) addresses. Nothing is sent yet. TLS follows
 * the drivers: `?sslmode=verify-full` for PostgreSQL, `?ssl={"rejectUnauthorized":true}` for MySQL.
 */
export function openConfluenceDatabase(url: string): OpenDatabase {
  const scheme = /^(postgres|postgresql|mysql|mariadb):\/\//.exec(url)?.[1];
  // The address holds a password: neither it nor a driver's complaint about it may go into an error.
  if (scheme === undefined || !URL.canParse(url)) {
    throw new HostFailure('database_unreachable', { request: 'database: the address is not understood' });
  }
  const family = scheme.startsWith('postgres') ? 'postgres' : 'mysql';
  const db = family === 'postgres' ? openPostgres(url) : openMysql(url.replace(/^mariadb:/, 'mysql:'));
  return { family, db, close: () => db.destroy() };
}

function openPostgres(url: string): Kysely<unknown> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    application_name: 'user-management',
    types: { getTypeParser: () => (text: string) => text },
  });
  // An idle connection that breaks is replaced by the next reading, which tells if that fails too.
  pool.on('error', () => undefined);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function openMysql(uri: string): Kysely<unknown> {
  const pool = createPool({
    uri,
    connectionLimit: connections,
    connectTimeout: connectTimeoutMs,
    charset: 'utf8mb4',
    multipleStatements: false,
    typeCast: (field) => field.string(),
  });
  return new Kysely({ dialect: new MysqlDialect({ pool }) });
}
