// Policies and their versions, and the people who act: the one table with their names.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createPolicies: MigrationSteps = ({ id, text, clustered }) => [
  sql`create table if not exists actors (
    id ${id},
    username ${text} not null unique
  )`,
  sql`create table if not exists policies (
    id ${text} primary key,
    version integer not null,
    mode ${text} not null check (mode in ('test', 'live')),
    origin_file ${text},
    origin_actor integer references actors (id),
    created_at ${text} not null,
    updated_at ${text} not null,
    considered_until ${text} not null,
    retired_at ${text}
  ) ${clustered}`,
  sql`create table if not exists policy_versions (
    policy_id ${text} not null references policies (id),
    version integer not null,
    definition ${text} not null,
    created_at ${text} not null,
    primary key (policy_id, version)
  ) ${clustered}`,
];
