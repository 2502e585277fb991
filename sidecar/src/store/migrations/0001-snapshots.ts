// Snapshots: users, groups and memberships as read at one time, and since when each user has been seen.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createSnapshots: MigrationSteps = ({ id, text, clustered }) => [
  sql`create table if not exists snapshots (
    id ${id},
    host_id ${text} not null,
    started_at ${text} not null,
    finished_at ${text},
    user_count integer not null,
    group_count integer not null,
    sources ${text} not null
  )`,
  sql`create table if not exists snapshot_users (
    snapshot_id integer not null references snapshots (id),
    user_key ${text} not null,
    username ${text} not null,
    username_folded ${text} not null,
    display_name ${text} not null,
    display_name_folded ${text} not null,
    email ${text},
    email_folded ${text},
    email_domain ${text},
    status ${text} not null check (status in ('active', 'disabled', 'unknown')),
    activity ${text} not null,
    activity_state ${text} not null check (activity_state in ('seen', 'never', 'unknown')),
    activity_at ${text},
    created_at ${text},
    first_seen_at ${text} not null,
    first_seen_disabled_at ${text},
    primary key (snapshot_id, user_key)
  ) ${clustered}`,
  sql`create table if not exists snapshot_groups (
    snapshot_id integer not null references snapshots (id),
    name_folded ${text} not null,
    name ${text} not null,
    knowledge ${text} not null check (knowledge in ('complete', 'unreadable', 'nesting-unread')),
    direct_members integer not null,
    child_groups ${text} not null,
    primary key (snapshot_id, name_folded)
  ) ${clustered}`,
  sql`create table if not exists snapshot_memberships (
    snapshot_id integer not null references snapshots (id),
    user_key ${text} not null,
    group_folded ${text} not null,
    group_name ${text} not null,
    direct integer not null check (direct in (0, 1)),
    primary key (snapshot_id, user_key, group_folded)
  ) ${clustered}`,
  sql`create index if not exists snapshot_memberships_by_group on snapshot_memberships (snapshot_id, group_folded)`,
  sql`create table if not exists user_observations (
    user_key ${text} primary key,
    first_seen_at ${text} not null,
    first_seen_disabled_at ${text}
  ) ${clustered}`,
];
