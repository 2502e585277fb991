// Crossings of the lines an administrator drew for the licence, and what all policies together would make of its seats.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createLicenceAlerts: MigrationSteps = ({ id, text }) => [
  sql`create table if not exists licence_alerts (
    id ${id},
    line ${text} not null check (line in ('percent', 'seats')),
    threshold integer not null,
    seats integer not null,
    most integer,
    raised_at ${text} not null,
    lowered_at ${text}
  )`,
  // A line counts as crossed once until it is left.
  sql`create unique index if not exists licence_alerts_open on licence_alerts (line) where lowered_at is null`,
  sql`create table if not exists licence_alert_mails (
    id ${id},
    alert_id integer not null references licence_alerts (id),
    recipient ${text} not null,
    attempts integer not null,
    next_attempt_at ${text},
    handed_over_at ${text},
    sent_at ${text},
    failure ${text},
    unique (alert_id, recipient)
  )`,
  sql`create table if not exists simulation_set_seats (
    set_id integer primary key references simulation_sets (id),
    snapshot_id integer not null,
    seats ${text} not null
  )`,
];
