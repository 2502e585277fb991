// How far entries of the audit trail were handed to a system that watches security, and since when that fails.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createAuditFeeds: MigrationSteps = ({ text, clustered }) => [
  sql`create table if not exists audit_feeds (
    name ${text} primary key,
    through integer not null,
    holder ${text},
    lease_until ${text},
    failing_since ${text},
    failure ${text}
  ) ${clustered}`,
];
