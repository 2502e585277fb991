// Faults of directories by user: criteria that ask for unsynced users look for one row a person.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const indexFaultsByUser: MigrationSteps = () => [
  sql`create index if not exists snapshot_directory_faults_by_user on snapshot_directory_faults (snapshot_id, user_key)`,
];
