// Approvals that are carried out in waves: how many users a day, which run was the last, and what ended it.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createWaves: MigrationSteps = ({ text }) => [
  sql`create table if not exists run_waves (
    run_id integer primary key references run_decisions (run_id),
    users integer not null check (users > 0),
    next_at ${text} not null,
    expires_at ${text} not null,
    last_run integer not null references runs (id),
    planned_run integer references runs (id),
    ended ${text},
    ended_at ${text}
  )`,
  sql`create index if not exists run_waves_open on run_waves (ended, next_at)`,
];
