// What is remembered once a run has done its work: when each mail was handed to the mail server.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createAftermath: MigrationSteps = ({ text }) => [
  sql`alter table outbox add column handed_over_at ${text}`,
];
