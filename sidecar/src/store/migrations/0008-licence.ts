// The licence: who takes a seat as each snapshot found it, and what only the owner of another directory can change.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createLicence: MigrationSteps = ({ id, text }) => [
  sql`create table if not exists snapshot_licences (
    snapshot_id integer primary key references snapshots (id),
    finding ${text} not null
  )`,
  sql`create table if not exists hand_overs (
    id ${id},
    run_id integer not null references runs (id),
    directory ${text},
    change ${text} not null,
    reason ${text} not null,
    opened_at ${text} not null,
    due_at ${text} not null,
    closed_at ${text},
    closed_snapshot_id integer,
    closed_because ${text}
  )`,
  sql`create index if not exists hand_overs_open on hand_overs (closed_at, id)`,
  // The personal side, erasable. While it is open, a task of one user stands here once.
  sql`create table if not exists hand_over_people (
    hand_over_id integer primary key references hand_overs (id),
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    open_task ${text},
    unique (user_key, open_task)
  )`,
];
