// Every mail in one table, whatever it is about: a run, a digest of a week's runs, or a crossed line of the licence.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

/** Tables that are taken over are made anew where an attempt before was cut off after dropping them. */
export const createMailsAndDigests: MigrationSteps = ({ id, text, clustered, copyWithIds }) => [
  sql`create table if not exists digests (
    id ${id},
    policy_id ${text} not null,
    week ${text} not null,
    zone ${text} not null,
    made_at ${text} not null,
    audit_head ${text} not null,
    unique (policy_id, week)
  )`,
  // Reports that wait for their digest have none yet; each run is told in one digest at most.
  sql`create table if not exists digest_runs (
    run_id integer primary key references runs (id),
    policy_id ${text} not null,
    finished_at ${text} not null,
    digest_id integer references digests (id)
  ) ${clustered}`,
  sql`create index if not exists digest_runs_by_digest on digest_runs (digest_id, run_id)`,
  sql`create table if not exists mails (
    id ${id},
    run_id integer references runs (id),
    digest_id integer references digests (id),
    alert_id integer references licence_alerts (id),
    kind ${text} not null,
    recipient ${text} not null,
    state ${text} not null check (state in ('waiting', 'sending', 'sent', 'dead')),
    attempts integer not null,
    next_attempt_at ${text} not null,
    lease_until ${text},
    sent_at ${text},
    handed_over_at ${text},
    failure ${text},
    unique (run_id, kind, recipient),
    unique (digest_id, recipient),
    unique (alert_id, recipient),
    check (case when run_id is null then 0 else 1 end
      + case when digest_id is null then 0 else 1 end
      + case when alert_id is null then 0 else 1 end = 1)
  )`,
  sql`create index if not exists mails_due on mails (state, next_attempt_at)`,
  sql`create table if not exists outbox (id integer, run_id integer, kind ${text}, recipient ${text}, state ${text},
    attempts integer, next_attempt_at ${text}, lease_until ${text}, sent_at ${text}, handed_over_at ${text}, failure ${text})`,
  ...copyWithIds('outbox', 'mails', [
    'run_id',
    'kind',
    'recipient',
    'state',
    'attempts',
    'next_attempt_at',
    'lease_until',
    'sent_at',
    'handed_over_at',
    'failure',
  ]),
  sql`create table if not exists licence_alert_mails (id integer, alert_id integer, recipient ${text}, attempts integer,
    next_attempt_at ${text}, handed_over_at ${text}, sent_at ${text}, failure ${text})`,
  // One that was handed over and not heard of again stays with its lease, so that it is laid aside as any other.
  sql`insert into mails (alert_id, kind, recipient, state, attempts, next_attempt_at, lease_until, sent_at, handed_over_at, failure)
    select mail.alert_id, 'licence-alert', mail.recipient,
      case when mail.sent_at is not null then 'sent'
        when mail.next_attempt_at is null then 'dead'
        when mail.handed_over_at is not null then 'sending'
        else 'waiting' end,
      mail.attempts, coalesce(mail.next_attempt_at, alert.raised_at),
      case when mail.handed_over_at is not null and mail.sent_at is null then mail.next_attempt_at end,
      mail.sent_at, mail.handed_over_at, mail.failure
    from licence_alert_mails as mail join licence_alerts as alert on alert.id = mail.alert_id
    where mail.recipient is not null
    order by mail.id
    on conflict do nothing`,
  sql`drop table if exists licence_alert_mails`,
  sql`drop table if exists outbox`,
];
