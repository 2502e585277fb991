// Sessions of people who signed in: a row each, so that one can be ended before its time. No credentials are in it.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createSessions: MigrationSteps = ({ text }) => [
  sql`create table if not exists sessions (
    id ${text} primary key,
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    signed_in_with ${text} not null check (signed_in_with in ('token', 'password', 'confluence')),
    role ${text} not null check (role in ('auditor', 'operator', 'administrator')),
    opened_at ${text} not null,
    ends_at ${text} not null,
    proven_at ${text},
    ended_at ${text}
  )`,
  sql`create index if not exists sessions_by_end on sessions (ends_at)`,
];
