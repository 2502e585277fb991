// What administrators tell of users: own fields with their values, and lists of users. And who logged in only once.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createFieldsAndLists: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists snapshot_only_logins (
    snapshot_id integer not null references snapshots (id),
    user_key ${text} not null,
    at ${text} not null,
    back_after ${text} not null,
    primary key (snapshot_id, user_key)
  ) ${clustered}`,
  // A deleted field keeps its row and its values: whoever defines it anew has them back.
  sql`create table if not exists fields (
    field_key ${text} primary key,
    name ${text} not null,
    kind ${text} not null check (kind in ('text', 'date')),
    place integer not null,
    defined_at ${text} not null,
    deleted_at ${text}
  )`,
  // The personal side, erasable by user key.
  sql`create table if not exists field_values (
    field_key ${text} not null references fields (field_key),
    user_key ${text} not null,
    value ${text} not null,
    value_folded ${text} not null,
    day ${text},
    set_at ${text} not null,
    primary key (field_key, user_key)
  ) ${clustered}`,
  sql`create table if not exists user_lists (
    list_name ${text} primary key,
    saved_at ${text} not null,
    matched integer not null,
    unmatched integer not null
  )`,
  // A row that named nobody for certain has no user key: it keeps whoever it may mean from being called "not listed".
  sql`create table if not exists user_list_rows (
    list_name ${text} not null references user_lists (list_name),
    line integer not null,
    name ${text} not null,
    name_folded ${text} not null,
    is_address integer not null check (is_address in (0, 1)),
    user_key ${text},
    primary key (list_name, line, name)
  ) ${clustered}`,
  sql`create index if not exists user_list_rows_by_key on user_list_rows (list_name, user_key)`,
  sql`create index if not exists user_list_rows_by_name on user_list_rows (list_name, name_folded)`,
];
