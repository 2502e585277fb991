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
  /** Statements that make a table refuse UPDATE, and DELETE of every row that no marker covers. */
  readonly refuseUncovered: (covered: Covered) => readonly Statement[];
}

/** A row may go once `markers` has a row whose `through` is not below its `column`. */
export interface Covered {
  readonly table: string;
  readonly column: string;
  readonly markers: string;
  readonly through: string;
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
  refuseUncovered: ({ table, column, markers, through }) => [
    sql`create trigger if not exists ${sql.ref(`${table}_refuses_update`)} before update on ${sql.table(table)}
      begin select raise(abort, ${sql.lit(`${table} rows never change`)}); end`,
    sql`create trigger if not exists ${sql.ref(`${table}_refuses_delete`)} before delete on ${sql.table(table)}
      when not exists (select 1 from ${sql.table(markers)} where ${sql.ref(through)} >= old.${sql.ref(column)})
      begin select raise(abort, ${sql.lit(`${table} rows go only after their marker`)}); end`,
  ],
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
  refuseUncovered: ({ table, column, markers, through }) => [
    sql`create or replace function ${sql.ref(`${table}_refuses`)}() returns trigger language plpgsql as
      ${sql.lit(`begin raise exception '${table} rows never change'; end`)}`,
    sql`create or replace trigger ${sql.ref(`${table}_refuses_changes`)}
      before update or truncate on ${sql.table(table)}
      for each statement execute function ${sql.ref(`${table}_refuses`)}()`,
    sql`create or replace function ${sql.ref(`${table}_refuses_delete`)}() returns trigger language plpgsql as
      ${sql.lit(`begin
        if not exists (select 1 from ${markers} where ${through} >= old.${column}) then
          raise exception '${table} rows go only after their marker';
        end if;
        return old;
      end`)}`,
    sql`create or replace trigger ${sql.ref(`${table}_refuses_uncovered`)}
      before delete on ${sql.table(table)}
      for each row execute function ${sql.ref(`${table}_refuses_delete`)}()`,
  ],
};

export function spellFor(engine: Engine): Spelling {
  return engine === 'sqlite' ? sqliteSpelling : postgresSpelling;
}
