// Accounts per directory: what each directory of a snapshot told of each user, and what is at odds between directories.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createAccounts: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists snapshot_directories (
    snapshot_id integer not null references snapshots (id),
    place integer not null,
    name ${text} not null,
    name_folded ${text} not null,
    accounts_read ${text} not null check (accounts_read in ('complete', 'failed', 'no-source', 'unused')),
    told ${text} not null,
    primary key (snapshot_id, place),
    unique (snapshot_id, name_folded)
  ) ${clustered}`,
  sql`create table if not exists snapshot_accounts (
    snapshot_id integer not null references snapshots (id),
    user_key ${text} not null,
    place integer not null,
    username ${text} not null,
    status ${text} not null check (status in ('active', 'disabled', 'unknown')),
    email ${text},
    display_name ${text},
    account_key ${text},
    created_at ${text},
    effective integer check (effective in (0, 1)),
    primary key (snapshot_id, user_key, place, username)
  ) ${clustered}`,
  sql`create table if not exists snapshot_directory_faults (
    snapshot_id integer not null references snapshots (id),
    kind ${text} not null,
    username_folded ${text} not null,
    user_key ${text} not null,
    directory ${text} not null,
    username ${text} not null,
    primary key (snapshot_id, kind, username_folded, user_key, directory)
  ) ${clustered}`,
];
