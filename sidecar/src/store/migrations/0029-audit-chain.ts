// The audit trail as a chain of digests. The trail before it had no chain and no release: it is not carried over.
import { sql } from 'kysely';
import { noDigest } from '../../audit/entry.ts';
import type { MigrationSteps } from './dialect.ts';

export const createAuditChain: MigrationSteps = ({ text, clustered, refuseUncovered }) => [
  sql`drop table if exists audit`,
  sql`create table if not exists audit_entries (
    number integer primary key,
    at ${text} not null,
    event ${text} not null,
    body ${text} not null,
    digest ${text} not null unique,
    previous ${text} not null unique
  )`,
  sql`create index if not exists audit_entries_by_event on audit_entries (event, number)`,
  sql`create index if not exists audit_entries_by_time on audit_entries (at)`,
  sql`create table if not exists audit_head (
    id integer primary key check (id = 1),
    number integer not null,
    digest ${text} not null
  )`,
  sql`insert into audit_head (id, number, digest) values (1, 0, ${sql.lit(noDigest)}) on conflict do nothing`,
  sql`create table if not exists audit_people (
    number integer not null,
    part ${text} not null check (part in ('actor', 'about')),
    username ${text} not null,
    user_key ${text},
    salt ${text} not null,
    primary key (number, part)
  ) ${clustered}`,
  sql`create index if not exists audit_people_by_name on audit_people (username, number)`,
  sql`create table if not exists audit_checkpoints (
    number integer primary key,
    statement ${text} not null,
    filed_at ${text}
  )`,
  sql`create table if not exists audit_cuts (
    through integer primary key,
    statement ${text} not null
  )`,
  sql`create table if not exists audit_keys (
    fingerprint ${text} primary key,
    public_key ${text} not null,
    first_used_at ${text} not null
  ) ${clustered}`,
  ...refuseUncovered({ table: 'audit_entries', column: 'number', markers: 'audit_cuts', through: 'through' }),
];
