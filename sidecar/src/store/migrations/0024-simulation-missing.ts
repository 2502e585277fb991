// What a simulation had to do without at its Confluence, as runs keep it: codes whose sentences say what would help.
import { sql } from 'kysely';
import type { MigrationSteps } from './dialect.ts';

export const createSimulationMissing: MigrationSteps = ({ text }) => [
  sql`create table if not exists simulation_missing (
    simulation_id integer primary key references simulations (id),
    codes ${text} not null
  )`,
];
