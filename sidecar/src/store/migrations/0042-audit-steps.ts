// Whom each step's entry of the audit trail is about: apart from other names, because they go with the people of their run.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createAuditSteps: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists audit_step_people (
    number integer primary key,
    run_id integer not null,
    username ${text} not null,
    user_key ${text},
    salt ${text} not null
  ) ${clustered}`,
  sql`create index if not exists audit_step_people_by_run on audit_step_people (run_id)`,
];
