// Where users stand on the timelines of staged policies, and when the product was up, because grace counts only then.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createStages: MigrationSteps = ({ id, text }) => [
  // The personal side of stages, erasable: plans and journal refer to none of it.
  sql`create table if not exists stage_standings (
    id ${id},
    policy_id ${text} not null references policies (id),
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    opened_at ${text} not null,
    watched_from ${text} not null,
    reached_stage ${text},
    reached_days integer,
    reached_at ${text},
    reached_warned integer not null,
    warn_run integer,
    warn_to ${text},
    warned_at ${text},
    email ${text},
    activity ${text} not null,
    status_before ${text},
    groups_taken ${text} not null,
    moved_by integer not null,
    closed_at ${text},
    closed_because ${text},
    closed_by ${text}
  )`,
  // A user has one place on a timeline, whoever moves it.
  sql`create unique index if not exists stage_standings_open
    on stage_standings (policy_id, user_key) where closed_at is null`,
  sql`create index if not exists stage_standings_by_user on stage_standings (user_key)`,
  sql`create index if not exists stage_standings_by_mail on stage_standings (warn_run, warn_to)`,
  sql`create table if not exists up_spans (
    id ${id},
    from_at ${text} not null,
    until_at ${text} not null
  )`,
];
