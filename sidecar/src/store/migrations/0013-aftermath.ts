// What is remembered once a run has done its work: which of its changes did not last.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createAftermath: MigrationSteps = ({ text }) => [
  sql`create table if not exists rebounds (
    step_id integer primary key references run_steps (id),
    run_id integer not null references runs (id),
    snapshot_id integer not null,
    at ${text} not null,
    reason ${text} not null
  )`,
  sql`create index if not exists rebounds_by_run on rebounds (run_id, step_id)`,
  sql`create index if not exists run_people_by_user on run_people (user_key)`,
];
