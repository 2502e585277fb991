// Starts and stops a whole lab inside a process: Confluence, the Crowd port and the control address on free ports.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Clock, createClock } from './clock.ts';
import { createRateLimiter } from './confluence/rate-limit.ts';
import { buildConfluence } from './confluence/server.ts';
import { createSessions } from './confluence/sessions.ts';
import type { Site } from './confluence/site.ts';
import { findTier, KNOWN_LINES } from './confluence/tiers.ts';
import { openWebhooks } from './confluence/webhooks.ts';
import { createAnswerJudge } from './conformance/judge.ts';
import { findSpecsFolder } from './conformance/specs.ts';
import { buildControl } from './control/server.ts';
import { openCrowd } from './crowd/open.ts';
import { buildCrowd } from './crowd/server.ts';
import type { CrowdSite } from './crowd/site.ts';
import { openDatabase } from './database/open.ts';
import type { LabOptions } from './options.ts';
import { openPluginHost, type PluginHost } from './plugin-host/host.ts';
import { createFaultBook } from './wire/faults.ts';
import type { Wire } from './wire/intercept.ts';
import { createRequestLog } from './wire/request-log.ts';
import { setGrants } from './world/changes.ts';
import { generateWorld } from './world/generate.ts';
import { passwordOf, type World } from './world/model.ts';
import { createRandom } from './world/random.ts';
import { setPace } from './world/synchronise.ts';
import { issueToken, listTokens } from './world/tokens.ts';
import { ADMIN_USERNAME, SERVICE_USERNAME } from './world/traps.ts';
import { effectiveAccount, findUser } from './world/views.ts';

/** `directory` by its name in Confluence, `directoryId` as the keys of Crowd's users have it. */
type Application = { directory: string; directoryId: number; name: string; password: string; writable: boolean };

export type Lab = {
  /** Confluence's address, context path included, no slash at the end. */
  baseUrl: string;
  crowdUrl: string;
  controlUrl: string;
  admin: { username: string; password: string; token: string };
  /** The account a sidecar runs under: system administrator, idle on paper. */
  service: { username: string; token: string; password?: string };
  applications: Application[];
  world: World;
  clock: Clock;
  site: Site;
  crowd: CrowdSite;
  plugins: PluginHost;
  wire: Wire;
  /** Differences between JSON answers and Atlassian's OpenAPI files; empty too where the files are absent. */
  violations: readonly string[];
  /** What was compared, as `GET /rest/api/user 200`; null where the files are absent or not asked for. */
  judged: ReadonlySet<string> | null;
  close: () => Promise<void>;
};

export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const seed = options.seed ?? 1;
  const tier = findTier(options.confluence ?? '10.2');
  if (tier === undefined) {
    throw new Error(`the lab knows no Confluence ${options.confluence}; it knows ${KNOWN_LINES.join(', ')}`);
  }
  const contextPath = normalizeContextPath(options.contextPath ?? '/confluence');
  const clock = createClock(options.startEpochMs);
  const { licenceSeats, directories } = options;
  const world = generateWorld({ seed, userCount: options.users ?? 5000, clock, licenceSeats, directories });
  const { synchroniseEveryMinutes = 60, synchroniseMs = 1000 } = options;
  setPace(world, { everyMs: synchroniseEveryMinutes * 60_000, durationMs: synchroniseMs });
  if (options.anonymousUse === false) setGrants(world, 'anonymous', []);
  const wire: Wire = {
    log: createRequestLog(clock),
    faults: createFaultBook({ seed, contextPath }),
    latencyMs: options.latencyMs ?? 0,
    beforeAnswer: null,
  };
  const specsFolder = options.checkAnswers === false ? null : findSpecsFolder();
  const judge = specsFolder === null ? null : createAnswerJudge(specsFolder, tier.line);
  const makeId = () => randomBytes(16).toString('hex');
  const site: Site = {
    world,
    tier,
    wire,
    contextPath,
    address: { publicUrl: '', baseUrl: '' },
    hostId: options.hostId ?? deriveHostId(seed),
    basicAuth: options.basicAuth ?? true,
    secureAdmin: options.secureAdmin ?? false,
    remoteApi: options.remoteApi ?? false,
    readOnly: options.readOnly ?? false,
    auditCoverage: options.auditCoverage ?? 'base',
    deleteTaskMs: options.deleteTaskMs ?? 2000,
    directoryShape: options.directoryShape ?? 'singular',
    rateLimiter: options.rateLimit == null ? null : createRateLimiter(options.rateLimit),
    sessions: createSessions(clock, makeId),
    webhooks: openWebhooks(world),
    recordAnswer: joinRecorders(options.onAnswer, judge?.judge),
  };
  const database = options.databaseUrl === undefined ? null : await openDatabase(options.databaseUrl, world);
  wire.beforeAnswer = database === null ? null : database.flush;
  const plugins = openPluginHost(site, options.plugins ?? {}, makeId);
  plugins.sidecarUrl = options.sidecarUrl ?? null;
  const confluence = buildConfluence(site, plugins);
  const crowdSite = openCrowd({ world, wire, seed });
  const crowd = buildCrowd(crowdSite);
  const service = readService(site);
  const control = buildControl({ world, clock, wire, crowd: crowdSite, site, plugins, service });
  await confluence.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  await new Promise<void>((resolve, reject) => {
    crowd.once('error', reject);
    crowd.listen(options.crowdPort ?? 0, '127.0.0.1', resolve);
  });
  await control.listen({ host: '127.0.0.1', port: options.controlPort ?? 0 });
  const baseUrl = `http://127.0.0.1:${(confluence.server.address() as AddressInfo).port}${contextPath}`;
  site.address.baseUrl = baseUrl;
  site.address.publicUrl = options.publicUrl ?? baseUrl;
  crowdSite.address.baseUrl = `http://127.0.0.1:${(crowd.address() as AddressInfo).port}/crowd`;
  return {
    baseUrl,
    crowdUrl: crowdSite.address.baseUrl,
    controlUrl: `http://127.0.0.1:${(control.server.address() as AddressInfo).port}`,
    admin: readAdmin(site, seed),
    service,
    applications: listApplications(crowdSite),
    world,
    clock,
    site,
    crowd: crowdSite,
    plugins,
    wire,
    violations: judge?.violations ?? [],
    judged: judge?.judged ?? null,
    close: async () => {
      crowd.closeAllConnections();
      await site.webhooks.close();
      await Promise.all([
        confluence.close(),
        control.close(),
        new Promise<void>((resolve) => crowd.close(() => resolve())),
      ]);
      await database?.close();
    },
  };
}

/** Those that see one directory, writable ones first. */
function listApplications({ applications }: CrowdSite): Application[] {
  const alone = [...applications.values()].flatMap(({ name, password, mappings }) => {
    const [mapping] = mappings;
    if (mapping === undefined || mappings.length > 1) return [];
    const { id, name: directory, writable } = mapping.directory;
    return [{ directory, directoryId: id, name, password, writable }];
  });
  return alone.toSorted((left, right) => Number(right.writable) - Number(left.writable));
}

type Recorder = NonNullable<Site['recordAnswer']>;

function joinRecorders(first: Recorder | undefined, second: Recorder | undefined): Recorder | null {
  if (first === undefined || second === undefined) return first ?? second ?? null;
  return (answer) => {
    first(answer);
    second(answer);
  };
}

/** '' for the root, otherwise a leading slash and none at the end. */
function normalizeContextPath(text: string): string {
  const inner = text.replaceAll(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}

/** Tokens are empty where the version knows none. */
function readAdmin({ world, tier }: Site, seed: number): Lab['admin'] {
  const user = findUser(world, ADMIN_USERNAME);
  if (user === undefined) throw new Error('the cast has no administrator');
  const raw = Buffer.from(createRandom(seed + 41).hex(66), 'hex').toString('base64');
  const token = listTokens(world, user)[0] ?? issueToken(world, user, { name: 'lab', expirationDays: null, raw });
  const password = passwordOf(effectiveAccount(user));
  return { username: user.username, password, token: tier.abilities.has('tokens') ? token.raw : '' };
}

function readService({ world, tier }: Site): Lab['service'] {
  const user = findUser(world, SERVICE_USERNAME);
  const token = user === undefined ? undefined : listTokens(world, user)[0];
  if (user === undefined || token === undefined) throw new Error('the cast has no service account with a token');
  const password = passwordOf(effectiveAccount(user));
  return { username: user.username, password, token: tier.abilities.has('tokens') ? token.raw : '' };
}

/** The form of a manifest id: a name-based UUID. */
function deriveHostId(seed: number): string {
  const digits = createRandom(seed + 7).hex(32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `3${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}
