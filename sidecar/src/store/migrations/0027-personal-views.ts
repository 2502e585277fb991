// What people keep for their own page: filters by name, and which columns they like to see.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createPersonalViews: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists personal_views (
    user_key ${text} not null,
    kind ${text} not null check (kind in ('filter', 'columns')),
    name ${text} not null,
    content ${text} not null,
    saved_at ${text} not null,
    primary key (user_key, kind, name)
  ) ${clustered}`,
];
