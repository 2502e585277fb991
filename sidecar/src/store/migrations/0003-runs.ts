// Runs with ticks, plans and steps. No overlap of one policy with itself is a unique index, not a habit.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createRuns: MigrationSteps = ({ id, text, clustered }) => [
  sql`create table if not exists runs (
    id ${id},
    policy_id ${text} not null,
    policy_version integer not null,
    trigger_kind ${text} not null,
    trigger_tick ${text},
    trigger_actor integer references actors (id),
    trigger_run integer references runs (id),
    trigger_people ${text},
    mode ${text} not null check (mode in ('test', 'live')),
    rehearsal_reason ${text},
    state ${text} not null,
    ending ${text},
    failure ${text},
    snapshot_id integer,
    cancel_actor integer references actors (id),
    pause_actor integer references actors (id),
    requested_at ${text} not null,
    started_at ${text},
    finished_at ${text},
    lease_holder ${text},
    lease_until ${text},
    foreign key (policy_id, policy_version) references policy_versions (policy_id, version)
  )`,
  sql`create unique index if not exists runs_one_open_per_policy on runs (policy_id) where state <> 'finished'`,
  sql`create index if not exists runs_by_policy on runs (policy_id, id)`,
  sql`create table if not exists ticks (
    policy_id ${text} not null references policies (id),
    local_time ${text} not null,
    zone ${text} not null,
    instant ${text} not null,
    run_id integer references runs (id),
    primary key (policy_id, local_time)
  ) ${clustered}`,
  sql`create table if not exists plans (
    run_id integer primary key references runs (id),
    snapshot_id integer not null,
    digest ${text} not null,
    made_at ${text} not null,
    summary ${text} not null,
    unknown_by_reason ${text} not null,
    refusals ${text} not null
  )`,
  sql`create table if not exists run_entries (
    id ${id},
    run_id integer not null references runs (id),
    position integer not null,
    fate ${text} not null,
    person_hash ${text} not null,
    notes ${text} not null,
    unique (run_id, position)
  )`,
  sql`create table if not exists run_people (
    entry_id integer primary key references run_entries (id),
    run_id integer not null references runs (id),
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    before_image ${text} not null,
    trace ${text} not null,
    salt ${text} not null
  )`,
  sql`create index if not exists run_people_by_run on run_people (run_id)`,
  sql`create table if not exists run_steps (
    id ${id},
    run_id integer not null references runs (id),
    entry_id integer not null references run_entries (id),
    position integer not null,
    change ${text} not null,
    disposition ${text} not null,
    outcome ${text},
    outcome_kind ${text},
    verification ${text},
    finished_at ${text},
    unique (entry_id, position)
  )`,
  sql`create index if not exists run_steps_by_outcome on run_steps (run_id, outcome_kind)`,
  sql`create table if not exists run_reports (
    run_id integer primary key references runs (id),
    report ${text} not null
  )`,
];
