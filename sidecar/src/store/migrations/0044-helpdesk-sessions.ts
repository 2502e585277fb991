// Sessions of the helpdesk. A table's check cannot be widened everywhere, and sessions are short: everybody signs in once more.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const admitHelpdesk: MigrationSteps = ({ text }) => [
  sql`drop table if exists sessions`,
  sql`create table if not exists sessions (
    id ${text} primary key,
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    signed_in_with ${text} not null check (signed_in_with in ('token', 'password', 'confluence')),
    role ${text} not null check (role in ('helpdesk', 'auditor', 'operator', 'administrator')),
    opened_at ${text} not null,
    ends_at ${text} not null,
    proven_at ${text},
    ended_at ${text}
  )`,
  sql`create index if not exists sessions_by_end on sessions (ends_at)`,
];
