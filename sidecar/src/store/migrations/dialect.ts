// Where the two engines spell a table differently: ids, the order of text, clustering, and rows that never change.
import { type RawBuilder, sql } from 'kysely';
import type { Engine } from '../database.ts';

export type Statement = RawBuilder<unknown>;

/** One numbered migration: its statements, in order. Each must bear being repeated, as SQLite cannot roll DDL back. */
export type MigrationSteps = (spelling: Spelling) => readonly Statement[];

export interface Spelling {
  /** An integer key given by the engine and never given twice. */
  readonly id: Statement;
  /** Text that is compared byte by byte, so that instants and keys order alike everywhere. */
  readonly text: Statement;
  /** Ends a table that is read along its primary key. */
  readonly clustered: Statement;
  /** Statements that make a table refuse UPDATE and DELETE. */
  readonly refuseChanges: (table: string) => readonly Statement[];
}

const sqliteSpelling: Spelling = {
  id: sql`integer primary key autoincrement`,
  text: sql`text`,
  clustered: sql`without rowid`,
  refuseChanges: (table) =>
    ['update', 'delete'].map(
      (change) => sql`create trigger if not exists ${sql.ref(`${table}_refuses_${change}`)}
        before ${sql.raw(change)} on ${sql.table(table)}
        begin select raise(abort, ${sql.lit(`${table} rows never change`)}); end`,
    ),
};

const postgresSpelling: Spelling = {
  id: sql`integer generated always as identity primary key`,
  text: sql`text collate "C"`,
  clustered: sql``,
  refuseChanges: (table) => [
    sql`create or replace function ${sql.ref(`${table}_refuses`)}() returns trigger language plpgsql as
      ${sql.lit(`begin raise exception '${table} rows never change'; end`)}`,
    sql`create or replace trigger ${sql.ref(`${table}_refuses_changes`)}
      before update or delete or truncate on ${sql.table(table)}
      for each statement execute function ${sql.ref(`${table}_refuses`)}()`,
  ],
};

export function spellFor(engine: Engine): Spelling {
  return engine === 'sqlite' ? sqliteSpelling : postgresSpelling;
}
