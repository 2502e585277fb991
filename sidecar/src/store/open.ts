// Opens the store: the database brought to its newest version, with one record keeper a subject on top.
import { sql } from 'kysely';
import { keepApiTokens } from './api-tokens.ts';
import { keepAudit } from './audit.ts';
import { keepAuditFeeds } from './audit-feeds.ts';
import { keepBeacon } from './beacon.ts';
import { type Database, type DatabaseAddress, type DatabaseOptions, openDatabase } from './database.ts';
import { keepDigests } from './digests.ts';
import { keepDirectoryFeeds } from './directory-feeds.ts';
import { keepErasure } from './erasure.ts';
import { keepEvents } from './events/keep.ts';
import { keepEvidence } from './evidence.ts';
import { keepExemptions } from './exemptions.ts';
import { keepFields } from './fields.ts';
import { keepHandOvers } from './hand-overs/keep.ts';
import { keepHostRecords } from './host-records.ts';
import { keepJournal } from './journal.ts';
import { keepLicenceAlerts } from './licence-alerts.ts';
import { keepLicenceDays } from './licence-days.ts';
import { migrateToNewest } from './migrations/migrate.ts';
import { keepOutbox } from './outbox/keep.ts';
import { keepPersonalLinks } from './personal-links.ts';
import { keepPersonalViews } from './personal-views.ts';
import { keepPolicies } from './policies/keep.ts';
import { keepProof } from './proof.ts';
import { keepRebounds } from './rebounds.ts';
import { keepRetention } from './retention.ts';
import { keepReturns } from './returns.ts';
import { keepRuns } from './runs/keep.ts';
import { keepSessions } from './sessions.ts';
import { keepSettings, makeInstallationSalt } from './settings.ts';
import { keepSimulations } from './simulations/keep.ts';
import { openIntake } from './snapshots/intake.ts';
import { keepSnapshots } from './snapshots/keep.ts';
import { keepStages } from './stages.ts';
import type { Store } from './store.ts';
import { createThread } from './thread.ts';
import { joinTransaction } from './together.ts';
import { keepUserLists } from './user-lists.ts';
import { keepWaves } from './waves/keep.ts';
import { keepWebhooks } from './webhooks.ts';

/** Opens, migrates and prepares; throws (with everything closed again) when the database cannot be reached or used. */
export async function openStore(address: DatabaseAddress, options: DatabaseOptions = {}): Promise<Store> {
  const database = openDatabase(address, options);
  try {
    await migrateToNewest(database);
    await makeInstallationSalt(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return buildStore(database);
}

/** The record keepers over a database that is of the newest version. */
function buildStore(database: Database): Store {
  const thread = database.shared === null ? null : createThread(database.shared);
  const intake = openIntake(database, thread);
  return {
    together: (act) =>
      database.writes.transaction().execute((transaction) => {
        const joined = buildStore(joinTransaction(transaction, database.engine));
        return act({ ...joined, together: (inner) => inner(joined) });
      }),
    snapshots: keepSnapshots(database, intake),
    licenceDays: keepLicenceDays(database),
    licenceAlerts: keepLicenceAlerts(database),
    evidence: keepEvidence(database),
    beacon: keepBeacon(database),
    directoryFeeds: keepDirectoryFeeds(database),
    fields: keepFields(database),
    userLists: keepUserLists(database),
    policies: keepPolicies(database),
    events: keepEvents(database),
    runs: keepRuns(database, thread),
    waves: keepWaves(database),
    simulations: keepSimulations(database),
    stages: keepStages(database),
    rebounds: keepRebounds(database),
    returns: keepReturns(database),
    retention: keepRetention(database),
    erasure: keepErasure(database),
    proof: keepProof(database),
    journal: keepJournal(database, thread),
    hostRecords: keepHostRecords(database),
    handOvers: keepHandOvers(database),
    digests: keepDigests(database),
    outbox: keepOutbox(database),
    links: keepPersonalLinks(database),
    sessions: keepSessions(database),
    personalViews: keepPersonalViews(database),
    apiTokens: keepApiTokens(database),
    settings: keepSettings(database),
    audit: keepAudit(database),
    auditFeeds: keepAuditFeeds(database),
    exemptions: keepExemptions(database),
    webhooks: keepWebhooks(database),
    ping: async () => {
      await sql`select 1`.execute(database.reads);
    },
    close: async () => {
      await thread?.close();
      await database.close();
    },
  };
}
