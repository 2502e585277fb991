// Lines that runs left in Confluence's own audit log: one a run, noted before its call and settled after it.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createHostRecords: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists run_host_records (
    run_id integer not null primary key references runs (id),
    state ${text} not null,
    at ${text} not null,
    evidence ${text}
  ) ${clustered}`,
];
