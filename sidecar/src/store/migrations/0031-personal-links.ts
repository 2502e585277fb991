// Links in mails that were used: which one, of whom, for which policy, and when. Each is used once.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createPersonalLinks: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists used_links (
    purpose ${text} not null,
    run_id integer not null references runs (id),
    person_id integer not null,
    policy_id ${text} not null,
    user_key ${text} not null,
    at ${text} not null,
    primary key (purpose, run_id, person_id)
  ) ${clustered}`,
  sql`create index if not exists used_links_by_user on used_links (purpose, user_key, policy_id, at)`,
];
