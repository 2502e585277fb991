// Finds the runs of one user among all runs, also by the name the user had when the plan was made.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createRunSearch: MigrationSteps = () => [
  sql`create index if not exists run_people_by_name on run_people (lower(username), run_id)`,
];
