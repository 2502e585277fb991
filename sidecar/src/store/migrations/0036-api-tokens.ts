// Tokens for the API: a row each with the hash of what was shown once. Nothing in it opens anything.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createApiTokens: MigrationSteps = ({ id, text }) => [
  sql`create table if not exists api_tokens (
    id ${id},
    hash ${text} not null unique,
    name ${text} not null,
    role ${text} not null check (role in ('auditor', 'operator', 'administrator')),
    user_key ${text} not null,
    username ${text} not null,
    display_name ${text} not null,
    created_at ${text} not null,
    expires_at ${text} not null,
    last_used_at ${text},
    revoked_at ${text},
    revoked_by integer references actors (id)
  )`,
];
