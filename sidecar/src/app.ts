// The web server: builds Fastify from a context, with its guard, its envelope and its routes. It never listens.
import { randomUUID } from 'node:crypto';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { HostPort, IdentityPort } from './adapters/ports.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { ProductError } from './errors.ts';
import type { Api } from './http/api.ts';
import { answerError, handleErrors } from './http/error-handler.ts';
import { guardRoutes } from './http/guard.ts';
import { collectSchemas, registerOpenApi } from './http/openapi.ts';
import { acceptJsonOnly, answerBrokenRequest, noteAnswers } from './http/plumbing.ts';
import { registerApiTokens } from './http/routes/api-tokens.ts';
import { registerAudit } from './http/routes/audit.ts';
import { registerBeacon } from './http/routes/beacon.ts';
import { registerBulk } from './http/routes/bulk.ts';
import { registerConsole } from './http/routes/console.ts';
import { registerDirectories } from './http/routes/directories.ts';
import { registerErasures } from './http/routes/erasures.ts';
import { registerEvidence } from './http/routes/evidence.ts';
import { registerExemptions } from './http/routes/exemptions.ts';
import { registerExports } from './http/routes/exports.ts';
import { registerFields } from './http/routes/fields.ts';
import { registerGroups } from './http/routes/groups.ts';
import { registerHandOvers } from './http/routes/hand-overs.ts';
import { registerHealth } from './http/routes/health.ts';
import { registerHelpdesk } from './http/routes/helpdesk.ts';
import { registerHost } from './http/routes/host.ts';
import { registerLicence } from './http/routes/licence.ts';
import { registerLicenceEffects } from './http/routes/licence-effects.ts';
import { registerMailTemplates } from './http/routes/mail-templates.ts';
import { registerMails } from './http/routes/mails.ts';
import { registerOverview } from './http/routes/overview.ts';
import { registerPersonalLinks } from './http/routes/personal-links.ts';
import { registerPersonalViews } from './http/routes/personal-views.ts';
import { registerPolicies } from './http/routes/policies.ts';
import { registerPolicyTexts } from './http/routes/policy-texts.ts';
import { registerProcess } from './http/routes/process.ts';
import { registerRunEvents } from './http/routes/run-events.ts';
import { registerRuns } from './http/routes/runs.ts';
import { registerSimulations } from './http/routes/simulations.ts';
import { registerSnapshots } from './http/routes/snapshots.ts';
import { registerUserLists } from './http/routes/user-lists.ts';
import { registerUsers } from './http/routes/users.ts';
import { registerWebhooks, type WebhookContext } from './http/routes/webhooks.ts';
import { compileSchema } from './http/schema-compiler.ts';
import { buildSerializer } from './http/serializer-compiler.ts';
import { registerSession, type SessionContext } from './http/session.ts';
import { registerSessionTokens } from './http/session-token.ts';
import type { Log } from './log.ts';
import { openTokenDoor } from './services/api-tokens.ts';
import { watchHost } from './services/host.ts';
import type { ServiceContext, Wake } from './services/service-context.ts';
import { openSessions, type Sessions } from './services/sessions.ts';
import type { Store } from './store/store.ts';

/** Everything the web server needs; whoever makes it also closes it. */
export interface AppContext {
  readonly config: Config;
  /** From `deriveKey(secrets.secret, 'session')`: 32 bytes that sign access tokens. */
  readonly sessionKey: Buffer;
  readonly store: Store;
  readonly host: HostPort;
  readonly identity: IdentityPort;
  readonly directorySources: ServiceContext['directorySources'];
  readonly findMissing: ServiceContext['findMissing'];
  readonly simulate: ServiceContext['simulate'];
  readonly explain: ServiceContext['explain'];
  readonly findAdministrators: ServiceContext['findAdministrators'];
  readonly findHostStanding: ServiceContext['findHostStanding'];
  readonly linkSigners: ServiceContext['linkSigners'];
  readonly mailTemplates: ServiceContext['mailTemplates'];
  readonly previewMail: ServiceContext['previewMail'];
  readonly sendTestMail: ServiceContext['sendTestMail'];
  readonly trail: ServiceContext['trail'];
  readonly previewSimulation: ServiceContext['previewSimulation'];
  readonly clock: Clock;
  readonly log: Log;
  readonly wake: Wake;
  readonly webhookSecret: WebhookContext['webhookSecret'];
  readonly hintAtNews: WebhookContext['hintAtNews'];
  /** Requests per minute and address, 1200 if absent. */
  readonly requestsPerMinute?: number;
}

/** Builds the app; call `ready()` or `listen()` on it. Closing it waits for the requests that are being answered. */
export function buildApp(context: AppContext): FastifyInstance {
  const { config, log, clock, sessionKey, requestsPerMinute = 1200 } = context;
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: 1024 * 1024,
    requestTimeout: 60_000,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1024 },
    schemaController: { compilersFactory: { buildSerializer } },
    frameworkErrors: answerError,
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(compileSchema);
  acceptJsonOnly(app);
  noteAnswers(app);
  handleErrors(app);
  const sessions = openSessions(context);
  guardRoutes(app, { sessions, tokens: openTokenDoor(context), clock, config });
  registerSessionTokens(app, sessionKey);
  app.register(fastifyHelmet, { contentSecurityPolicy: nothingAllowed, strictTransportSecurity: false });
  app.register(fastifyRateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => new ProductError('too_many_requests'),
  });
  collectSchemas(app);
  app.register(async (root) =>
    registerRoutes(app, root.withTypeProvider<TypeBoxTypeProvider>(), { ...context, sessions }),
  );
  return app;
}

/** Answers are data: no page may be made of them. Transport security is the proxy's to promise, for the whole site. */
const nothingAllowed = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

async function registerRoutes(
  app: FastifyInstance,
  root: Api,
  context: AppContext & { readonly sessions: Sessions },
): Promise<void> {
  const services: SessionContext & WebhookContext = { ...context, hostWatch: watchHost(context) };
  registerHealth(root, services);
  registerConsole(root, services.config);
  await registerPersonalLinks(root, services);
  await root.register(
    async (api: Api) => {
      for (const register of routes) register(api, services);
      registerOpenApi(app, api);
    },
    { prefix: `${context.config.basePath}/api/v1` },
  );
}

const routes = [
  registerSession,
  registerApiTokens,
  registerOverview,
  registerUsers,
  registerHelpdesk,
  registerPersonalViews,
  registerGroups,
  registerSnapshots,
  registerPolicies,
  registerPolicyTexts,
  registerRuns,
  registerRunEvents,
  registerBulk,
  registerSimulations,
  registerProcess,
  registerExemptions,
  registerHost,
  registerDirectories,
  registerBeacon,
  registerWebhooks,
  registerLicence,
  registerLicenceEffects,
  registerHandOvers,
  registerFields,
  registerUserLists,
  registerAudit,
  registerErasures,
  registerEvidence,
  registerExports,
  registerMails,
  registerMailTemplates,
];
