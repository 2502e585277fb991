// Who wrote which version of a policy, and which approvals were those of a second administrator, over which digest.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createSecondPersons: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists policy_authors (
    policy_id ${text} not null,
    version integer not null,
    actor integer not null references actors (id),
    primary key (policy_id, version),
    foreign key (policy_id, version) references policy_versions (policy_id, version)
  ) ${clustered}`,
  sql`create table if not exists run_second_persons (
    run_id integer primary key references run_decisions (run_id),
    digest ${text} not null,
    asked_by integer not null references actors (id)
  )`,
];
