// How far each directory's feed of events was known when everything was read last, and whether its word can be used.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createDirectoryFeeds: MigrationSteps = ({ text }) => [
  sql`create table if not exists directory_feeds (
    name_folded ${text} not null primary key,
    token ${text},
    asked_at ${text} not null,
    standing ${text} not null check (standing in ('sound', 'lost', 'renewed'))
  )`,
];
