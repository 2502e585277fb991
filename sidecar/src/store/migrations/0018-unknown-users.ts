// Whom a plan left out because whether they are meant was not certain: a short row each, and each reason once.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createUnknownUsers: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists run_unknown_traces (
    run_id integer not null references runs (id),
    number integer not null,
    trace ${text} not null,
    primary key (run_id, number)
  ) ${clustered}`,
  sql`create table if not exists run_unknowns (
    run_id integer not null references runs (id),
    position integer not null,
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    trace_number integer not null,
    primary key (run_id, position)
  ) ${clustered}`,
];
