// What people decided about held plans: approved or rejected, once and for good, with the run that followed.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createDecisions: MigrationSteps = ({ text }) => [
  sql`create table if not exists run_decisions (
    run_id integer primary key references runs (id),
    decision ${text} not null check (decision in ('approved', 'rejected')),
    actor integer not null references actors (id),
    at ${text} not null,
    reason ${text},
    next_run integer references runs (id)
  )`,
];
