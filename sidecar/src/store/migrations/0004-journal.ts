// The journal: rows are inserted and never change; the engine itself refuses anything else.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createJournal: MigrationSteps = ({ id, text, refuseChanges }) => [
  sql`create table if not exists journal (
    id ${id},
    run_id integer not null references runs (id),
    step_id integer not null references run_steps (id),
    at ${text} not null,
    kind ${text} not null,
    content ${text}
  )`,
  sql`create index if not exists journal_by_run on journal (run_id, id)`,
  sql`create index if not exists journal_by_step on journal (step_id)`,
  ...refuseChanges('journal'),
];
