// Exemptions: users and groups no policy may touch, with owner, reason and end. The names may be erased, the row stays.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createExemptions: MigrationSteps = ({ id, text }) => [
  sql`create table if not exists exemptions (
    id ${id},
    subject ${text} not null check (subject in ('user', 'group')),
    name ${text} not null,
    user_key ${text},
    owner ${text} not null,
    reason ${text} not null,
    added_at ${text} not null,
    added_by integer not null references actors (id),
    ends_at ${text} not null,
    ended_at ${text},
    ended_by integer references actors (id)
  )`,
  sql`create index if not exists exemptions_by_end on exemptions (ends_at)`,
];
