// Starts a sidecar's context in this process against a lab, with a store of its own and a log that keeps quiet.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectConfluence } from '../../sidecar/src/adapters/confluence/connect.ts';
import { type Clock, systemClock } from '../../sidecar/src/clock.ts';
import type { Config, Secrets } from '../../sidecar/src/config.ts';
import { type Context, createContext, type Overrides } from '../../sidecar/src/context.ts';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { effectiveMode } from '../../sidecar/src/domain/run-mode.ts';
import type { Lab } from '../lab/lab.ts';
import { placeNewestStore } from './newest-store.ts';

export interface SidecarOptions {
  readonly lab: Pick<Lab, 'baseUrl' | 'service'>;
  readonly clock?: Clock;
  /** Default: a file of its own, removed at the end. Given, it is kept, so that a second sidecar can go on with it. */
  readonly databaseFile?: string;
  readonly smtpUrl?: string;
  readonly mailsPerMinute?: number;
  readonly mailLanguage?: 'en' | 'de';
  readonly mailLanguageField?: string;
  readonly templatesDir?: string;
  readonly reportsDir?: string;
  readonly policiesDir?: string;
  readonly auditDir?: string;
  readonly auditDays?: number;
  readonly auditFeed?: string;
  readonly evidenceDir?: string;
  readonly beacon?: boolean;
  readonly publicUrl?: string;
  readonly webhookSecret?: string;
  readonly token?: string;
  readonly timeoutMs?: number;
  readonly directories?: Config['directories'];
  readonly directoryPasswords?: Secrets['directoryPasswords'];
  readonly confluenceDatabaseUrl?: string;
  readonly licenceGroups?: readonly string[];
  /** What is declared of restricted pages, and how many requests a plan may spend on them. */
  readonly restrictedPages?: Partial<Config['restrictedPages']>;
  /** Groups whose members may operate this product; none by default. */
  readonly operatorGroups?: readonly string[];
  readonly overrides?: Overrides;
}

export interface Sidecar {
  readonly context: Context;
  readonly close: () => Promise<void>;
}

/** Builds a context that runs nothing by itself: tests wake what they want to see. */
export async function startSidecar(options: SidecarOptions): Promise<Sidecar> {
  const folder = await mkdtemp(path.join(tmpdir(), 'um-sidecar-'));
  const { lab, clock = systemClock, timeoutMs = 5_000 } = options;
  const token = options.token ?? lab.service.token;
  const databaseFile = options.databaseFile ?? path.join(folder, 'store.db');
  await placeNewestStore(databaseFile);
  const config: Config = {
    confluence: {
      url: lab.baseUrl,
      credentials: 'token',
      tokenExpires: null,
      database: options.confluenceDatabaseUrl === undefined ? null : { timeZone: null, allowWritableLogin: false },
    },
    directories: options.directories ?? [],
    database: { kind: 'sqlite', file: databaseFile },
    listen: { host: '127.0.0.1', port: 0 },
    basePath: '/user-management',
    trustedProxies: [],
    mail: {
      enabled: options.smtpUrl !== undefined,
      from: 'user-management@example.com',
      perMinute: options.mailsPerMinute ?? null,
      language: options.mailLanguage ?? 'en',
      languageField: options.mailLanguageField ?? null,
      templatesDir: options.templatesDir ?? null,
      reportsDir: options.reportsDir ?? null,
      tokens: null,
    },
    groups: {
      administrators: ['confluence-administrators'],
      operators: options.operatorGroups ?? [],
      auditors: [],
      helpdesk: [],
      licence: options.licenceGroups ?? null,
    },
    rightsCeiling: 'confluence',
    restrictedPages: { allSeen: false, searches: 200, ...options.restrictedPages },
    publicUrl: options.publicUrl ?? null,
    policiesDir: options.policiesDir ?? null,
    evidenceDir: options.evidenceDir ?? null,
    audit: { folder: options.auditDir ?? null, keptDays: options.auditDays ?? null, feed: options.auditFeed ?? null },
    passwordSignIn: true,
    beacon: options.beacon ?? false,
    timeZone: 'UTC',
    logLevel: 'silent',
  };
  const secrets: Secrets = {
    confluence: { kind: 'token', token },
    confluenceDatabaseUrl: options.confluenceDatabaseUrl ?? null,
    directoryPasswords: options.directoryPasswords ?? {},
    secret: 'a secret of at least thirty-two characters',
    webhookSecret: options.webhookSecret ?? null,
    databaseUrl: null,
    smtpUrl: options.smtpUrl ?? null,
    smtpClient: null,
  };
  const connection = connectConfluence({
    url: lab.baseUrl,
    credentials: { kind: 'token', token },
    clock,
    timeoutMs,
    deletionDeadlineMs: 10_000,
  });
  const context = await createContext(config, secrets, { clock, connection, ...options.overrides });
  // A lab's policies change half of it as a matter of course; tests of this limit set it themselves.
  await context.store.settings.set('rollingPercent', 100, { by: 'test', at: clock.now() });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A policy with everything optional filled in. */
export function buildPolicy(
  parts: Partial<PolicyDefinition> & Pick<PolicyDefinition, 'criteria' | 'actions'>,
): PolicyDefinition {
  return {
    policy: 'policy' as PolicyId,
    name: 'Policy',
    limits: { ...defaultLimits, maxPercent: 100, maxUnknownPercent: 100 },
    protect: { users: [], groups: [] },
    report: { to: [] },
    ...parts,
  };
}

/** Stores a policy, switches process and policy as told, requests a run and lets the runner work until it is done. */
export async function runPolicy(
  { context }: Sidecar,
  definition: PolicyDefinition,
  mode: 'test' | 'live',
): Promise<Run> {
  const run = await requestRun(context, definition, mode);
  context.runner.wake();
  await context.runner.settled();
  return requireRun(context, run.id);
}

/** Stores a policy and requests a run without starting it. */
export async function requestRun(
  context: Context,
  definition: PolicyDefinition,
  mode: 'test' | 'live',
  by = 'test',
): Promise<Run> {
  const { store, clock } = context;
  const at = clock.now();
  await store.settings.set('processMode', 'live', { by: 'test', at });
  const { policy } = await store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at });
  await store.policies.setMode(policy.id, mode, at);
  const run = await store.runs.request({
    policyId: policy.id,
    policyVersion: policy.version,
    trigger: { kind: 'by-hand', by },
    ...effectiveMode({ policyMode: mode, processMode: 'live' }),
    requestedAt: at,
  });
  if (run === null) throw new Error('the policy has an open run');
  return run;
}

/** The run as it stands now. */
export async function requireRun(context: Context, runId: number): Promise<Run> {
  const run = await context.store.runs.get(runId);
  if (run === null) throw new Error(`there is no run ${runId}`);
  return run;
}
