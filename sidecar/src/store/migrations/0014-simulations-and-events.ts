// Simulations: plans nobody acts upon, people apart. Events: what a policy saw of its users last, and whom it has dealt with.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createSimulationsAndEvents: MigrationSteps = ({ id, text, clustered }) => [
  sql`create table if not exists simulation_sets (
    id ${id},
    actor integer not null references actors (id),
    made_at ${text} not null
  )`,
  sql`create table if not exists simulations (
    id ${id},
    set_id integer references simulation_sets (id),
    policy_id ${text} not null,
    policy_version integer,
    definition ${text} not null,
    actor integer not null references actors (id),
    made_at ${text} not null,
    snapshot_id integer not null,
    digest ${text} not null,
    summary ${text} not null,
    unknown_by_reason ${text} not null,
    refusals ${text} not null,
    complete integer not null
  )`,
  sql`create index if not exists simulations_by_age on simulations (made_at)`,
  sql`create index if not exists simulations_by_policy on simulations (policy_id, id)`,
  sql`create index if not exists simulations_by_set on simulations (set_id)`,
  sql`create table if not exists simulation_entries (
    id ${id},
    simulation_id integer not null references simulations (id),
    position integer not null,
    fate ${text} not null,
    person_hash ${text} not null,
    steps ${text} not null,
    notes ${text} not null,
    unique (simulation_id, position)
  )`,
  sql`create table if not exists simulation_people (
    entry_id integer primary key references simulation_entries (id),
    simulation_id integer not null references simulations (id),
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    before_image ${text} not null,
    trace ${text} not null,
    salt ${text} not null
  )`,
  sql`create index if not exists simulation_people_by_user on simulation_people (simulation_id, user_key)`,
  // What a policy that waits for events knew when it looked last. Nothing before its first look is an event.
  sql`create table if not exists event_looks (
    policy_id ${text} primary key references policies (id),
    event ${text} not null check (event in ('creation', 'login')),
    since ${text} not null,
    snapshot_id integer not null,
    seen_until ${text} not null,
    complete integer not null
  ) ${clustered}`,
  // Each event is dealt with once: the claim and its run are written in one transaction.
  sql`create table if not exists event_claims (
    policy_id ${text} not null references policies (id),
    user_key ${text} not null,
    event ${text} not null,
    event_at ${text} not null,
    run_id integer references runs (id),
    primary key (policy_id, user_key, event, event_at)
  ) ${clustered}`,
  sql`create index if not exists event_claims_by_run on event_claims (run_id)`,
];
