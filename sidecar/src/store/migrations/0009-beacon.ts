// The page beacon: one row for each user and day on which a page was seen, and nothing else about either.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createBeacon: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists beacon_days (
    user_key ${text} not null,
    day ${text} not null,
    primary key (user_key, day)
  ) ${clustered}`,
  sql`create index if not exists beacon_days_by_day on beacon_days (day)`,
];
