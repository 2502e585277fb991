// The composition root: constructs everything once, closes it in reverse. Tests pass overrides for what is outside.
import { absenceOfChange, unsupportedChange } from './adapters/confluence/abilities.ts';
import { type ConfluenceConnection, connectConfluence } from './adapters/confluence/connect.ts';
import { openDirectorySources } from './adapters/directories/open-sources.ts';
import { openContributions } from './adapters/evidence/contribution.ts';
import { openEvidenceSources } from './adapters/evidence/open-sources.ts';
import { openLicenceSources } from './adapters/licence/open-licence.ts';
import type { ConfluenceDatabasePort, DirectorySources } from './adapters/ports.ts';
import { openSink } from './adapters/siem/open-sink.ts';
import { openFolder } from './adapters/write-folder.ts';
import { openSigner, type Signer } from './audit/signature.ts';
import { createAdministratorFinder, type FindAdministrators } from './automation/administrators.ts';
import { type Cleaner, createCleaner } from './automation/clean-up.ts';
import { createExecutor } from './automation/execute.ts';
import { createTrailFeed } from './automation/feed-trail.ts';
import { createMissingFinder, type FindMissing } from './automation/find-missing.ts';
import { watchOccupation } from './automation/host-occupied.ts';
import { createHostStandingFinder, type FindHostStanding } from './automation/host-rank.ts';
import { createImpactFinder } from './automation/impact.ts';
import type { LinkSigners } from './automation/personal-links.ts';
import { readNews } from './automation/read-news.ts';
import { createRunner, type Runner } from './automation/runner.ts';
import { createScheduler, type Scheduler } from './automation/scheduler.ts';
import { shareSnapshot } from './automation/share-snapshot.ts';
import { createExplainer, createSimulator, type Explain, type Simulate } from './automation/simulate.ts';
import { createTrailKeeper, type TrailKeeper } from './automation/trail.ts';
import { countWaiting } from './automation/waiting.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config, Secrets } from './config.ts';
import { type Mails, openMails } from './context/open-mails.ts';
import {
  byFoldedName,
  type DirectoryConnection,
  databaseAddress,
  openConfluenceDatabase,
  openDirectories,
  secretTexts,
} from './context/open-parts.ts';
import { type Log, openLog } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import { openConfiguredMailer } from './mail/open-configured-mailer.ts';
import { type Applied, applyPolicyFiles } from './services/apply-policy-files.ts';
import { deriveKey } from './services/derive-key.ts';
import { openLinkSigners } from './services/link-signer.ts';
import type { Wake } from './services/service-context.ts';
import { openStore } from './store/open.ts';
import type { Snapshot } from './store/snapshots.ts';
import type { Store } from './store/store.ts';

export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly connection?: ConfluenceConnection;
  readonly store?: Store;
  readonly mailer?: Mailer | null;
  /** How long a run waits for Confluence to see what was changed in its directories; a minute unless told otherwise. */
  readonly synchronisationWaitMs?: number;
}

export interface Context extends Mails {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly connection: ConfluenceConnection;
  readonly host: ConfluenceConnection['host'];
  /** What Confluence signs its webhooks with; null where none are taken. */
  readonly webhookSecret: string | null;
  /** Signs access tokens. */
  readonly sessionKey: Buffer;
  readonly identity: ConfluenceConnection['identity'];
  /** Directories that are reached through a Crowd application of their own, by their name in Confluence. */
  readonly directories: readonly DirectoryConnection[];
  /** Confluence's own database; null where it may not be read. */
  readonly database: ConfluenceDatabasePort | null;
  /** Everything that tells of user directories and their accounts. */
  readonly directorySources: DirectorySources;
  readonly takeSnapshot: () => Promise<Snapshot>;
  readonly findMissing: FindMissing;
  readonly simulate: Simulate;
  /** Answers for one user why a policy means them or not. */
  readonly explain: Explain;
  /** Who administers both Confluence and this product, where two persons are needed. */
  readonly findAdministrators: FindAdministrators;
  /** What somebody may do in Confluence themselves. */
  readonly findHostStanding: FindHostStanding;
  readonly linkSigners: LinkSigners;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  readonly cleaner: Cleaner;
  readonly trail: TrailKeeper & { readonly signer: Signer };
  readonly wake: Wake;
  /** There may be news for policies that wait for events: Confluence is read for them, at most once a minute. */
  readonly hintAtNews: () => void;
  /** Applies the policy folder, if one is configured. */
  readonly applyPolicies: () => Promise<Applied>;
  /** Stops politely: the step at hand of each user at work ends, the rest stays planned. */
  readonly close: () => Promise<void>;
}

/** Work that hangs on a host or mail server is waited for this long; containers are killed after ten seconds. */
const graceMs = 7_000;

/** Builds everything; nothing runs by itself until the scheduler is started. Throws when the store cannot be opened. */
export async function createContext(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<Context> {
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? openLog({ level: config.logLevel, hide: secretTexts(secrets) });
  const store = overrides.store ?? (await openStore(databaseAddress(config, secrets)));
  const connection =
    overrides.connection ??
    connectConfluence({ url: config.confluence.url, credentials: secrets.confluence, clock, log });
  const directories = openDirectories(config, secrets, { clock, log });
  const database = openConfluenceDatabase(config, secrets);
  const mailer = overrides.mailer === undefined ? openConfiguredMailer(config, secrets) : overrides.mailer;

  const { host, reads, writes, records, identity } = connection;
  const { timeZone } = config;
  const { send } = connection;
  const folder = config.evidenceDir;
  const beacon = config.beacon ? store.beacon : null;
  const memory = store.evidence;
  const evidence = openEvidenceSources({
    host,
    reads,
    send,
    database,
    directories,
    beacon,
    kept: store.links,
    folder,
    memory,
    clock,
  });
  const licence = openLicenceSources({ send, database });
  const licenceGroups = config.groups.licence;
  const directorySources = openDirectorySources({ host, crowd: directories, database });
  const takeSnapshot = shareSnapshot({
    store,
    host,
    reads,
    evidence,
    licence,
    licenceGroups,
    directorySources,
    directories,
    configuredUrl: config.confluence.url,
    roleGroups: config.groups,
    timeZone,
    clock,
  });
  const missingFinder = createMissingFinder({
    evidence,
    directorySources,
    directories,
    nestedGroups: async () => (await store.settings.all()).nestedGroups,
    absencesAt: absenceOfChange,
  });
  const linkSigners = openLinkSigners(secrets.secret);
  const mails = await openMails({ config, store, clock, log, mailer, linkSigners });
  const { deliverer } = mails;
  const occupation = watchOccupation(host, clock);
  const planning = {
    store,
    findMissing: missingFinder,
    host,
    reads,
    clock,
    directories,
    canNotify: mailer !== null,
    copyReports: config.mail.reportsDir !== null,
    declaredTokenEnd: config.confluence.credentials === 'token' ? config.confluence.tokenExpires : null,
    timeZone,
    addImpact: createImpactFinder({ ...connection, occupation, restricted: config.restrictedPages, clock }),
    abilities: async (names: readonly string[]) => {
      const capabilities = await host.capabilities({ names });
      return { unsupportedChange: unsupportedChange(capabilities), absenceOf: absenceOfChange(capabilities) };
    },
    configuredUrl: config.confluence.url,
    roleGroups: config.groups,
  };
  const findAdministrators = createAdministratorFinder({ host, reads, store, roleGroups: config.groups });
  const runner = createRunner({
    ...planning,
    findAdministrators,
    log,
    occupation,
    silence: countWaiting(clock, 'goes-on'),
    synchronisationWaitMs: overrides.synchronisationWaitMs ?? 60_000,
    executor: createExecutor({
      store,
      reads,
      writes,
      records,
      directories: byFoldedName(directories),
      evidence,
      contributions: openContributions(send),
      pages: connection.pages,
      clock,
    }),
    takeSnapshot,
    onFinished: deliverer.wake,
  });
  const signer = openSigner(deriveKey(secrets.secret, 'audit-signature'));
  const { audit } = config;
  const file = audit.folder === null ? null : openFolder(audit.folder);
  const trail = createTrailKeeper({ store, clock, log, signer, file, keptDays: audit.keptDays });
  const feed = audit.feed === null ? null : createTrailFeed({ store, clock, log, sink: openSink(audit.feed) });
  const cleaner = createCleaner({ store, clock, log, timeZone });
  const scheduler = createScheduler({
    store,
    clock,
    log,
    timeZone,
    readNews: (kinds) => readNews({ store, host, reads, directories, clock, log, takeSnapshot }, kinds),
    onLook: () => {
      runner.wake();
      deliverer.wake();
      cleaner.wake();
      trail.wake();
      feed?.wake();
    },
  });
  const readNow = (): void => {
    takeSnapshot().then(
      (snapshot) => log.info({ snapshotId: snapshot.id, userCount: snapshot.userCount }, 'snapshot taken'),
      (error: unknown) => log.error({ err: error }, 'snapshot not taken'),
    );
  };

  const lookNow = (): void => void scheduler.look().catch(() => undefined);

  const stopWork = async (): Promise<void> => {
    await scheduler.stop();
    await runner.stop();
    await cleaner.settled();
    await trail.settled();
    await feed?.settled();
    await deliverer.stop();
  };

  return {
    config,
    clock,
    log,
    store,
    connection,
    host,
    webhookSecret: secrets.webhookSecret,
    sessionKey: deriveKey(secrets.secret, 'session'),
    identity,
    directories,
    database,
    directorySources,
    takeSnapshot,
    findMissing: missingFinder,
    simulate: createSimulator(planning),
    explain: createExplainer(planning),
    findAdministrators,
    findHostStanding: createHostStandingFinder({ rights: connection.rights, store, roleGroups: config.groups }),
    runner,
    scheduler,
    cleaner,
    trail: { ...trail, signer },
    linkSigners,
    ...mails,
    wake: {
      runner: runner.wake,
      snapshot: readNow,
      mails: deliverer.wake,
      scheduler: lookNow,
    },
    hintAtNews: () => {
      scheduler.hint();
      lookNow();
    },
    applyPolicies: async () => {
      if (config.policiesDir === null) return { applied: [], faults: [] };
      return applyPolicyFiles({ folder: config.policiesDir, defaultZone: timeZone, store, reads, clock, log });
    },
    close: async () => {
      if (!(await endsWithin(graceMs, stopWork(), clock))) {
        for (const { fallSilent } of [connection, ...directories]) fallSilent();
        await runner.abandon();
      }
      mailer?.close();
      // The store goes first: a call that breaks off now must not be written down as failed. The next start settles it.
      await store.close();
      await Promise.all([connection, ...directories].map(({ close }) => close()));
      await database?.close();
    },
  };
}

async function endsWithin(limitMs: number, work: Promise<void>, clock: Clock): Promise<boolean> {
  const waiting = new AbortController();
  const hasEnded = work.then(() => true);
  const isInTime = await Promise.race([hasEnded, clock.sleep(limitMs, waiting.signal).then(() => false)]);
  waiting.abort();
  return isInTime;
}
