// Brings a database from whatever version it has to the newest; a database that is newest already is left alone.
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database, Engine } from '../database.ts';
import { createSnapshots } from './0001-snapshots.ts';
import { createPolicies } from './0002-policies.ts';
import { createRuns } from './0003-runs.ts';
import { createJournal } from './0004-journal.ts';
import { createOutboxSettingsAudit } from './0005-outbox-settings-audit.ts';
import { createEvidence } from './0006-evidence.ts';
import { type MigrationSteps, spellFor } from './dialect.ts';

/** In order of their numbers; a released one is never edited, only followed by another. */
const migrations: Readonly<Record<string, MigrationSteps>> = {
  '0001-snapshots': createSnapshots,
  '0002-policies': createPolicies,
  '0003-runs': createRuns,
  '0004-journal': createJournal,
  '0005-outbox-settings-audit': createOutboxSettingsAudit,
  '0006-evidence': createEvidence,
};

/** Every migration of this version, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** Runs what is missing; returns the names of the migrations that were run. Throws when one fails. */
export async function migrateToNewest({ writes, engine }: Pick<Database, 'writes' | 'engine'>): Promise<string[]> {
  const provider = { getMigrations: async () => makeMigrations(engine) };
  const { error, results = [] } = await new Migrator({ db: writes, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}

function makeMigrations(engine: Engine): Record<string, Migration> {
  const spelling = spellFor(engine);
  return Object.fromEntries(
    Object.entries(migrations).map(([name, steps]) => [
      name,
      {
        async up(db: Kysely<unknown>): Promise<void> {
          for (const statement of steps(spelling)) await statement.execute(db);
        },
      },
    ]),
  );
}
