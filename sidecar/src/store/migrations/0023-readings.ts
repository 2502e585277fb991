// Since when and until when activity was read completely each time it was tried: grace does not count where it was not.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createReadings: MigrationSteps = ({ id, text }) => [
  sql`create table if not exists reading_spans (
    id ${id},
    from_at ${text} not null,
    until_at ${text} not null,
    broken integer not null check (broken in (0, 1))
  )`,
];
