// What became of deliveries of webhooks: how many were accepted and refused, when the last one came, which event it was.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createWebhooks: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists webhook_deliveries (
    verdict ${text} not null primary key,
    last_at ${text} not null,
    last_event ${text},
    total integer not null
  ) ${clustered}`,
];
