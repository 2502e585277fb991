// One read-only transaction over one connection: every query of a reading goes through it, one at a time.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { failureOf } from './failures.ts';
import type { OpenDatabase } from './open.ts';

export type Engine = 'postgres' | 'mysql' | 'mariadb';

/** A row as both drivers are told to give it: text, or null. */
export type TextRow<Column extends string> = { readonly [Name in Column]: string | null };

export interface Session {
  readonly engine: Engine;
  readonly version: string;
  /** Runs a query; `what` names it in failures. */
  readonly all: <Row>(what: string, query: RawBuilder<Row>) => Promise<readonly Row[]>;
}

/**
 * Runs work within one transaction that cannot write and that sees one moment (repeatable read), then rolls it back. The
 * session's zone is UTC, so that a date that carries a zone is told in UTC, and one that carries none as it is stored.
 */
export async function withSession<Result>(
  { db, family }: OpenDatabase,
  statementTimeoutMs: number,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
    .catch((error: unknown) => {
      throw failureOf(error, 'connecting');
    });
  try {
    const all = queueQueries(transaction);
    const version = await readVersion(all, family);
    const engine = family === 'postgres' ? 'postgres' : /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    for (const setting of settingsOf(engine, statementTimeoutMs))
      await all('settings of the session', sql.raw(setting));
    return await work({ engine, version, all });
  } finally {
    // Nothing was written; a connection that is gone has rolled back by itself.
    await transaction
      .rollback()
      .execute()
      .catch(() => undefined);
  }
}

/** Two iterators may be read in turns: the connection takes one query at a time, so they wait for each other. */
function queueQueries(db: Kysely<unknown>): Session['all'] {
  let last: Promise<unknown> = Promise.resolve();
  return (what, query) => {
    const next = last.then(async () => {
      try {
        return (await query.execute(db)).rows;
      } catch (error) {
        throw failureOf(error, what);
      }
    });
    last = next.catch(() => undefined);
    return next;
  };
}

async function readVersion(all: Session['all'], family: OpenDatabase['family']): Promise<string> {
  const query =
    family === 'postgres'
      ? sql<TextRow<'version'>>`select current_setting('server_version') as version`
      : sql<TextRow<'version'>>`select version() as version`;
  return (await all('version', query))[0]?.version ?? 'unknown';
}

/** Numbers only are put into these texts. `set local` ends with the transaction, also behind a connection pooler. */
function settingsOf(engine: Engine, timeoutMs: number): readonly string[] {
  const ms = Math.max(1, Math.trunc(timeoutMs));
  if (engine === 'postgres') {
    return [
      `set local statement_timeout = ${ms}`,
      "set local timezone = 'UTC'",
      "set local datestyle = 'ISO'",
      "set local standard_conforming_strings = 'on'",
    ];
  }
  return [
    engine === 'mariadb' ? `set session max_statement_time = ${ms / 1000}` : `set session max_execution_time = ${ms}`,
    "set session time_zone = '+00:00'",
    // Names of users are put into texts with backslash escapes: a mode without them would read them otherwise.
    "set session sql_mode = ''",
  ];
}
