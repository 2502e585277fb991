// The licence day by day, in counts that name nobody and are kept for years.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createLicenceDays: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists licence_days (
    day ${text} primary key,
    read_at ${text} not null,
    seats integer,
    seats_unknown integer,
    host_used integer,
    most integer,
    active integer not null,
    inactive integer not null,
    unknown integer not null,
    protected integer not null,
    disabled integer not null
  ) ${clustered}`,
];
