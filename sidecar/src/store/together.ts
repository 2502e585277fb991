// Lets several record keepers write in one transaction: an act and its line in the audit trail come together, or not at all.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Database, Engine } from './database.ts';
import type { Rows, Tables } from './tables.ts';

/** A database whose every statement belongs to a transaction that is open already; its own transactions are savepoints. */
export function joinTransaction(transaction: Rows, engine: Engine): Database {
  const joined = new Kysely<Tables>({ dialect: makeDialect(transaction, engine) });
  return { engine, shared: null, writes: joined, reads: joined, close: () => joined.destroy() };
}

function makeDialect(transaction: Rows, engine: Engine): Dialect {
  const createDriver = () => makeDriver(transaction);
  if (engine === 'sqlite') {
    return {
      createDriver,
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    };
  }
  return {
    createDriver,
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

function makeDriver(transaction: Rows): Driver {
  const done = async (): Promise<void> => undefined;
  const say = async (sql: string): Promise<void> => {
    await transaction.executeQuery(CompiledQuery.raw(sql));
  };
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => transaction.executeQuery<Row>(query as CompiledQuery<Row>),
    streamQuery: () => {
      throw new Error('Within a transaction nothing is streamed.');
    },
  };
  return {
    init: done,
    acquireConnection: async () => connection,
    beginTransaction: () => say('savepoint joined'),
    commitTransaction: () => say('release savepoint joined'),
    rollbackTransaction: async () => {
      await say('rollback to savepoint joined');
      await say('release savepoint joined');
    },
    releaseConnection: done,
    destroy: done,
  };
}
