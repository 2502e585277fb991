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
import { createAccounts } from './0007-accounts.ts';
import { createLicence } from './0008-licence.ts';
import { createBeacon } from './0009-beacon.ts';
import { createFieldsAndLists } from './0010-fields-and-lists.ts';
import { createExemptions } from './0011-exemptions.ts';
import { createDecisions } from './0012-decisions.ts';
import { createAftermath } from './0013-aftermath.ts';
import { createSimulationsAndEvents } from './0014-simulations-and-events.ts';
import { createStages } from './0015-stages.ts';
import { createNewcomers } from './0017-newcomers.ts';
import { createUnknownUsers } from './0018-unknown-users.ts';
import { createRetention } from './0019-retention.ts';
import { createSecondPersons } from './0020-second-persons.ts';
import { createWaves } from './0020-waves.ts';
import { createSessions } from './0022-sessions.ts';
import { createReadings } from './0023-readings.ts';
import { createSimulationMissing } from './0024-simulation-missing.ts';
import { createPersonalViews } from './0027-personal-views.ts';
import { createAuditChain } from './0029-audit-chain.ts';
import { createAuditFeeds } from './0030-audit-feeds.ts';
import { createPersonalLinks } from './0031-personal-links.ts';
import { createLicenceDays } from './0034-licence-days.ts';
import { createLicenceAlerts } from './0035-licence-alerts.ts';
import { createApiTokens } from './0036-api-tokens.ts';
import { createDirectoryFeeds } from './0037-directory-feeds.ts';
import { indexFaultsByUser } from './0038-faults-by-user.ts';
import { createHostRecords } from './0039-host-records.ts';
import { createWebhooks } from './0039-webhooks.ts';
import { createMailsAndDigests } from './0040-mails-and-digests.ts';
import { createAuditSteps } from './0042-audit-steps.ts';
import { createRunSearch } from './0043-run-search.ts';
import { admitHelpdesk } from './0044-helpdesk-sessions.ts';
import { type MigrationSteps, spellFor } from './dialect.ts';

/** In order of their numbers; a released one is never edited, only followed by another. */
const migrations: Readonly<Record<string, MigrationSteps>> = {
  '0001-snapshots': createSnapshots,
  '0002-policies': createPolicies,
  '0003-runs': createRuns,
  '0004-journal': createJournal,
  '0005-outbox-settings-audit': createOutboxSettingsAudit,
  '0006-evidence': createEvidence,
  '0007-accounts': createAccounts,
  '0008-licence': createLicence,
  '0009-beacon': createBeacon,
  '0010-fields-and-lists': createFieldsAndLists,
  '0011-exemptions': createExemptions,
  '0012-decisions': createDecisions,
  '0013-aftermath': createAftermath,
  '0014-simulations-and-events': createSimulationsAndEvents,
  '0015-stages': createStages,
  '0017-newcomers': createNewcomers,
  '0018-unknown-users': createUnknownUsers,
  '0019-retention': createRetention,
  '0020-second-persons': createSecondPersons,
  '0020-waves': createWaves,
  '0022-sessions': createSessions,
  '0023-readings': createReadings,
  '0024-simulation-missing': createSimulationMissing,
  '0027-personal-views': createPersonalViews,
  '0029-audit-chain': createAuditChain,
  '0030-audit-feeds': createAuditFeeds,
  '0031-personal-links': createPersonalLinks,
  '0034-licence-days': createLicenceDays,
  '0035-licence-alerts': createLicenceAlerts,
  '0036-api-tokens': createApiTokens,
  '0037-directory-feeds': createDirectoryFeeds,
  '0038-faults-by-user': indexFaultsByUser,
  '0039-host-records': createHostRecords,
  '0039-webhooks': createWebhooks,
  '0040-mails-and-digests': createMailsAndDigests,
  '0042-audit-steps': createAuditSteps,
  '0043-run-search': createRunSearch,
  '0044-helpdesk-sessions': admitHelpdesk,
};

/** Every migration of this version, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/**
 * On SQLite several processes may start on a new file at once, and each migration may be won by another one: the slower
 * ones find its work done when they look again.
 */
const attempts = migrationNames.length + 1;

/** Runs what is missing; returns the names of the migrations that were run. Throws when one fails. */
export async function migrateToNewest({ writes, engine }: Pick<Database, 'writes' | 'engine'>): Promise<string[]> {
  const provider = { getMigrations: async () => makeMigrations(engine) };
  const migrator = new Migrator({ db: writes, provider });
  for (let attempt = 1; ; attempt += 1) {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error === undefined) return results.map((result) => result.migrationName);
    if (attempt >= attempts) throw error;
  }
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
