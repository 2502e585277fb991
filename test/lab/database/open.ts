// Writes a world into Confluence's tables of a PostgreSQL database and keeps them in step until it is closed.
import pg from 'pg';
import type { Change } from '../world/change.ts';
import type { World } from '../world/model.ts';
import { listRowChanges, type RowChange } from './follow.ts';
import { listTables } from './load.ts';
import type { Numbers, Row } from './rows.ts';
import { INDEXES, MARK, TABLES } from './tables.ts';

export type LabDatabase = {
  /** Resolves when every change made so far stands in the tables. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const MOST_ROWS_AT_ONCE = 5000;

/** Drops and makes the tables; refuses a database whose tables no lab has written. */
export async function openDatabase(url: string, world: World): Promise<LabDatabase> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', (error) => process.stderr.write(`lab: the database went away: ${error.message}\n`));
  await client.connect();
  try {
    await refuseStrangers(client);
    const numbers = createNumbers();
    await writeAll(client, world, numbers);
    return follow(client, world, numbers);
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function refuseStrangers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mark: string | null }>(
    "select obj_description(to_regclass('cwd_directory'), 'pg_class') as mark where to_regclass('cwd_directory') is not null",
  );
  const [found] = rows;
  if (found !== undefined && found.mark !== MARK) {
    throw new Error(
      'the database of --database-url holds tables of a Confluence that no lab has written; choose another',
    );
  }
}

async function writeAll(client: pg.Client, world: World, numbers: Numbers): Promise<void> {
  await client.query('begin');
  for (const [name] of TABLES.toReversed()) await client.query(`drop table if exists ${name}`);
  for (const [name, columns] of TABLES) await client.query(`create table ${name} (${columns})`);
  await client.query(`comment on table cwd_directory is '${MARK}'`);
  for (const [name, rows] of listTables(world, numbers)) {
    for (let start = 0; start < rows.length; start += MOST_ROWS_AT_ONCE) {
      const part = JSON.stringify(rows.slice(start, start + MOST_ROWS_AT_ONCE));
      await client.query(`insert into ${name} select * from jsonb_populate_recordset(null::${name}, $1)`, [part]);
    }
  }
  for (const index of INDEXES) await client.query(index);
  await client.query('commit');
  await client.query('analyze');
}

/** Changes wait in order and are written together, one transaction after the other. */
function follow(client: pg.Client, world: World, numbers: Numbers): LabDatabase {
  let waiting: RowChange[] = [];
  let writing: Promise<void> = Promise.resolve();
  const note = (change: Change): void => {
    waiting.push(...listRowChanges(world, numbers, change));
  };
  world.listeners.add(note);
  const flush = (): Promise<void> => {
    if (waiting.length === 0) return writing;
    const changes = waiting;
    waiting = [];
    writing = writing.then(() => writeChanges(client, changes));
    return writing;
  };
  return {
    flush,
    close: async () => {
      world.listeners.delete(note);
      await flush();
      await client.end();
    },
  };
}

async function writeChanges(client: pg.Client, changes: readonly RowChange[]): Promise<void> {
  try {
    await client.query('begin');
    for (const change of changes) await writeChange(client, change);
    await client.query('commit');
  } catch (error) {
    process.stderr.write(`lab: a change did not reach the database: ${String(error)}\n`);
    await client.query('rollback').catch(() => undefined);
  }
}

async function writeChange(client: pg.Client, change: RowChange): Promise<void> {
  if (change.kind === 'drop') {
    const columns = Object.keys(change.where);
    const tests = columns.map((column, index) => `${quote(column)} is not distinct from $${index + 1}`);
    await client.query(`delete from ${change.table} where ${tests.join(' and ')}`, valuesOf(change.where));
    return;
  }
  const columns = Object.keys(change.row).map(quote);
  const places = columns.map((_column, index) => `$${index + 1}`);
  const updates = columns.map((column) => `${column} = excluded.${column}`);
  await client.query(
    `insert into ${change.table} (${columns.join(', ')}) values (${places.join(', ')})
     on conflict (${quote(change.key)}) do update set ${updates.join(', ')}`,
    valuesOf(change.row),
  );
}

function valuesOf(row: Row): Row[string][] {
  return Object.values(row);
}

function quote(column: string): string {
  return `"${column}"`;
}

function createNumbers(): Numbers {
  const known = new WeakMap<object, number>();
  let last = 229_376;
  const next = (): number => {
    last += 1;
    return last;
  };
  return {
    next,
    of: (thing) => {
      const number = known.get(thing) ?? next();
      known.set(thing, number);
      return number;
    },
  };
}
