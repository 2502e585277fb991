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
  /** Statements that copy rows of one table into another with the ids they have; repeated, they add what is missing. */
  readonly copyWithIds: (from: string, to: string, columns: readonly string[]) => readonly Statement[];
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
  copyWithIds: (from, to, columns) => [copyRows({ from, to, columns, overriding: sql`` })],
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
  copyWithIds: (from, to, columns) => [
    copyRows({ from, to, columns, overriding: sql`overriding system value` }),
    sql`select setval(pg_get_serial_sequence(${sql.lit(to)}, 'id'), coalesce(max(id), 0) + 1, false) from ${sql.table(to)}`,
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

function copyRows({
  from,
  to,
  columns,
  overriding,
}: {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  readonly overriding: Statement;
}): Statement {
  const named = sql.join(['id', ...columns].map((column) => sql.ref(column)));
  return sql`insert into ${sql.table(to)} (${named}) ${overriding}
    select ${named} from ${sql.table(from)} where true on conflict do nothing`;
}

export function spellFor(engine: Engine): Spelling {
  return engine === 'sqlite' ? sqliteSpelling : postgresSpelling;
}
