// What was erased because its time was over: of which runs, and by which clean-up. A day is cleaned up once.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createRetention: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists run_erasures (
    run_id integer primary key references runs (id),
    at ${text} not null,
    kept_days integer not null
  )`,
  sql`create table if not exists clean_ups (
    day ${text} primary key,
    began_at ${text} not null,
    ended_at ${text},
    people integer not null,
    unknown_users integer not null,
    mails integer not null
  ) ${clustered}`,
  sql`create index if not exists runs_by_end on runs (state, finished_at)`,
];
