// What surrounds runs: mails that must go out, settings, and the audit trail, whose rows never change either.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createOutboxSettingsAudit: MigrationSteps = ({ id, text, clustered, refuseChanges }) => [
  sql`create table if not exists outbox (
    id ${id},
    run_id integer not null references runs (id),
    kind ${text} not null,
    recipient ${text} not null,
    state ${text} not null check (state in ('waiting', 'sending', 'sent', 'dead')),
    attempts integer not null,
    next_attempt_at ${text} not null,
    lease_until ${text},
    sent_at ${text},
    handed_over_at ${text},
    failure ${text},
    unique (run_id, kind, recipient)
  )`,
  sql`create index if not exists outbox_due on outbox (state, next_attempt_at)`,
  sql`create table if not exists settings (
    key ${text} primary key,
    value ${text} not null
  ) ${clustered}`,
  sql`create table if not exists audit (
    id ${id},
    at ${text} not null,
    actor integer not null references actors (id),
    event ${text} not null,
    details ${text} not null
  )`,
  ...refuseChanges('audit'),
];
