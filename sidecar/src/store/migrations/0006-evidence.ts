// Evidence of activity: what each source said of each user of a snapshot, and what sources remember between readings.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createEvidence: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists snapshot_evidence (
    snapshot_id integer not null references snapshots (id),
    user_key ${text} not null,
    source ${text} not null,
    word ${text} not null check (word in ('seen', 'never', 'not-told', 'in-the-future', 'unreadable')),
    kind ${text} not null,
    at ${text},
    read_at ${text} not null,
    carried integer not null check (carried in (0, 1)),
    primary key (snapshot_id, user_key, source, word)
  ) ${clustered}`,
  sql`create table if not exists evidence_memory (
    source ${text} primary key,
    state ${text} not null,
    saved_at ${text} not null
  ) ${clustered}`,
  sql`create table if not exists evidence_memory_rows (
    source ${text} not null,
    subject ${text} not null,
    at ${text} not null,
    primary key (source, subject)
  ) ${clustered}`,
];
