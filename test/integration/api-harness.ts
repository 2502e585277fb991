// A real app over a real SQLite store, with a Confluence of two sentences and a clock moved by hand. Every answer is
// checked against its schema before it is written out, so that a field too many or too few fails the test that caused it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse, RouteOptions } from 'fastify';
import { absenceOfChange } from '../../sidecar/src/adapters/confluence/abilities.ts';
import type {
  HostIdentity,
  HostPort,
  IdentityPort,
  Person,
  PersonCredentials,
} from '../../sidecar/src/adapters/ports.ts';
import { buildApp } from '../../sidecar/src/app.ts';
import { openSigner } from '../../sidecar/src/audit/signature.ts';
import { createMissingFinder } from '../../sidecar/src/automation/find-missing.ts';
import { createImpactFinder } from '../../sidecar/src/automation/impact.ts';
import { createExplainer, createSimulator } from '../../sidecar/src/automation/simulate.ts';
import { type Config, loadConfig } from '../../sidecar/src/config.ts';
import { openMails } from '../../sidecar/src/context/open-mails.ts';
import { CriteriaSchema } from '../../sidecar/src/contract/criteria.ts';
import { ErrorSchema } from '../../sidecar/src/contract/envelope.ts';
import { TraceSchema } from '../../sidecar/src/contract/plans.ts';
import { PolicySchema } from '../../sidecar/src/contract/policies.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { deriveKey } from '../../sidecar/src/services/derive-key.ts';
import { openLinkSigners } from '../../sidecar/src/services/link-signer.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { placeNewestStore } from '../support/newest-store.ts';

export const installationSecret = 'a secret of at least thirty-two characters';
export const api = '/user-management/api/v1';

export interface ApiHarness {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly config: Config;
  /** Every route as it was registered. */
  readonly routes: readonly Pick<RouteOptions, 'method' | 'url' | 'config'>[];
  /** Log lines written so far. */
  readonly logLines: readonly string[];
  /** What was woken, in order. */
  readonly woken: string[];
  readonly host: FakeHost;
  readonly now: () => string;
  readonly advance: (ms: number) => void;
  /** A call with a session and the state-change header; the path is relative to the API. */
  readonly call: (
    method: Method,
    path: string,
    payload?: object,
    more?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
  /** A request as given. */
  readonly send: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface FakeHost {
  identity: HostIdentity;
  /** Thrown by every question while set. */
  failure: Error | null;
  questions: number;
}

export const people: Readonly<Record<string, Person>> = {
  'token-of-ada': person('ada', ['Confluence-Administrators', 'confluence-users']),
  'token-of-bob': person('bob', ['confluence-users']),
};

function person(name: string, groups: readonly string[]): Person {
  return { userKey: `key-${name}` as UserKey, username: name as Username, displayName: name.toUpperCase(), groups };
}

export interface HarnessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly requestsPerMinute?: number;
  readonly identify?: (credentials: PersonCredentials) => Promise<Person | null>;
  readonly recognise?: IdentityPort['recognise'];
  readonly groupsOf?: IdentityPort['groupsOf'];
}

/** Starts one; `close` removes everything it made. */
export async function startApi({
  env = {},
  identify = knowPeople,
  recognise = identify,
  groupsOf = knowGroups,
  ...limits
}: HarnessOptions = {}): Promise<ApiHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'um-api-'));
  const file = join(folder, 'store.db');
  await placeNewestStore(file);
  const store = await openStore({ kind: 'sqlite', file });
  let nowMs = Date.parse('2026-03-02T09:00:00.000Z');
  const now = () => new Date(nowMs).toISOString();
  const logLines: string[] = [];
  const woken: string[] = [];
  const wake = {
    runner: () => void woken.push('runner'),
    snapshot: () => void woken.push('snapshot'),
    scheduler: () => void woken.push('scheduler'),
    mails: () => void woken.push('mails'),
  };
  const host: FakeHost = { identity: firstIdentity, failure: null, questions: 0 };
  const config = readConfig(env);
  const port = fakePort(host, now);
  const clock = { now, sleep: () => new Promise<void>(() => undefined) };
  const findMissing = createMissingFinder({
    evidence: { list: async () => [] },
    directorySources: { tellAccounts: false, tellNames: false },
    nestedGroups: async () => (await store.settings.all()).nestedGroups,
    directories: [],
    absencesAt: absenceOfChange,
  });
  const planning = {
    store,
    findMissing,
    host: port,
    reads: { readAddress: async () => null, readUser: async () => null },
    clock,
    directories: [],
    canNotify: true,
    timeZone: config.timeZone,
    addImpact: createImpactFinder({
      spaces: { personal: async () => [], administrators: async () => null },
      pages: { restrictedPages: async () => ({ pages: [], whole: true, requests: 1 }) },
      occupation: { isIndexWhole: async () => true },
      restricted: config.restrictedPages,
      clock,
    }),
    abilities: async () => ({ unsupportedChange: () => null }),
    configuredUrl: config.confluence.url,
    roleGroups: config.groups,
  };
  const log = openLog({ level: 'debug', destination: { write: (line) => logLines.push(line) } });
  const linkSigners = openLinkSigners(installationSecret);
  const mails = await openMails({ config, store, clock, log, mailer: null, linkSigners });
  const app = buildApp({
    config,
    sessionKey: deriveKey(installationSecret, 'session'),
    store,
    host: port,
    identity: { identify, recognise, groupsOf },
    clock,
    findMissing,
    simulate: createSimulator(planning),
    explain: createExplainer(planning),
    findAdministrators: async (names) => names.map(() => null),
    findHostStanding: async () => ({ rank: 'system-administrator', systemGroups: new Set() }),
    log,
    directorySources: { hear: async () => [] },
    wake,
    hintAtNews: () => void woken.push('news'),
    webhookSecret: env.UM_WEBHOOK_SECRET ?? null,
    trail: {
      signer: openSigner(deriveKey(installationSecret, 'audit-signature')),
      state: () => ({ checked: null, fault: null }),
    },
    linkSigners,
    mailTemplates: mails.mailTemplates,
    previewMail: mails.previewMail,
    sendTestMail: mails.sendTestMail,
    previewSimulation: mails.previewSimulation,
    ...limits,
  });
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  checkAnswers(app);
  await app.ready();

  let headers: Record<string, string> | null = null;
  const send = (request: InjectOptions) => app.inject(request);
  return {
    app,
    store,
    config,
    routes,
    logLines,
    woken,
    host,
    now,
    advance: (ms) => {
      nowMs += ms;
    },
    send,
    async call(method, path, payload, more = {}) {
      headers ??= await signIn(send, `${config.basePath}/api/v1`);
      const url = `${config.basePath}/api/v1${path}`;
      return send({ method, url, headers: { ...headers, ...more }, ...(payload === undefined ? {} : { payload }) });
    },
    async close() {
      await app.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as an administrator; gives the headers of a state change. */
export async function signIn(send: ApiHarness['send'], base = api): Promise<Record<string, string>> {
  const response = await send({
    method: 'POST',
    url: `${base}/session`,
    headers: { 'x-um-request': '1' },
    payload: { token: 'token-of-ada' },
  });
  return { authorization: `Bearer ${response.json().accessToken}`, 'x-um-request': '1' };
}

const firstIdentity: HostIdentity = {
  hostId: 'host-1',
  product: 'confluence',
  version: '10.2.1',
  buildNumber: '9999',
  statedUrl: 'https://wiki.test',
};

/** What the service account sees of anybody: the groups they signed in with, for all others those of an administrator. */
async function knowGroups(userKey: UserKey): Promise<readonly string[] | null> {
  const known = Object.values(people).find((one) => one.userKey === userKey);
  return known?.groups ?? ['confluence-administrators'];
}

async function knowPeople(credentials: PersonCredentials): Promise<Person | null> {
  if (credentials.kind === 'token') return people[credentials.token] ?? null;
  if (credentials.kind === 'cookies') return null;
  return credentials.password === `password of ${credentials.username}`
    ? person(credentials.username, ['confluence-administrators'])
    : null;
}

function fakePort(host: FakeHost, now: () => string): HostPort {
  const ask = async <Answer>(answer: Answer): Promise<Answer> => {
    host.questions += 1;
    if (host.failure !== null) throw host.failure;
    return answer;
  };
  return {
    identify: () => ask(host.identity),
    whoAmI: () => ask({ userKey: 'key-service' as UserKey, username: 'um-service' as Username }),
    isReadOnly: () => ask(false),
    directories: () => ask([]),
    isReindexing: () => ask(null),
    ownToken: () => ask(null),
    administrators: () => ask(null),
    capabilities: () =>
      ask([
        {
          capability: 'users.list',
          present: true,
          way: 'rest',
          absence: null,
          evidence: 'GET /rest/api/user/list',
          probedAt: now(),
        },
        {
          capability: 'users.delete',
          present: false,
          way: null,
          absence: 'host_changes_absent',
          evidence: 'GET /rest/api/admin/user',
          probedAt: now(),
        },
      ]),
  };
}

export function readConfig(env: Readonly<Record<string, string>>): Config {
  const minimum = {
    UM_CONFLUENCE_URL: 'http://confluence.test',
    UM_CONFLUENCE_TOKEN: 'x',
    UM_SECRET: installationSecret,
  };
  const loaded = loadConfig({ ...minimum, ...env }, () => '');
  if ('faults' in loaded) throw new Error(loaded.faults.join('\n'));
  return loaded.config;
}

/** Compares what handlers give with the schema of the answer, before serialisation could hide a difference. */
function checkAnswers(app: FastifyInstance): void {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const schema of [ErrorSchema, CriteriaSchema, PolicySchema, TraceSchema]) ajv.addSchema(schema);
  app.addHook('preSerialization', async (request, reply, payload) => {
    const schemas = (request.routeOptions.schema?.response ?? {}) as Record<string, object>;
    const schema = schemas[reply.statusCode] ?? schemas[`${Math.floor(reply.statusCode / 100)}xx`];
    if (schema === undefined && request.is404) return payload;
    if (schema === undefined) throw new Error(`${request.routeOptions.url} has no schema for ${reply.statusCode}`);
    if (ajv.validate(schema, JSON.parse(JSON.stringify(payload)))) return payload;
    throw new Error(`${request.routeOptions.url} ${reply.statusCode}: ${ajv.errorsText()}`);
  });
}
