// Users to be created: what was asked for until the plan holds it, and the keys the host gave to those who were. And what
// a run found missing at its Confluence before it planned.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createNewcomers: MigrationSteps = ({ text }) => [
  sql`create table if not exists run_newcomers (
    run_id integer not null references runs (id),
    position integer not null,
    newcomer ${text} not null,
    primary key (run_id, position)
  )`,
  sql`create table if not exists run_created (
    entry_id integer primary key references run_entries (id),
    user_key ${text} not null
  )`,
  sql`create table if not exists run_missing (
    run_id integer primary key references runs (id),
    codes ${text} not null
  )`,
];
