// Builds the HTTP face of a site: every route of its version, and the one order in which a request is judged.
import { createServer } from 'node:http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { answerForPlugins, isForPluginHost } from '../plugin-host/answer.ts';
import type { PluginHost } from '../plugin-host/host.ts';
import { findExchange, interceptRequests } from '../wire/intercept.ts';
import { settleWorld } from '../world/settle.ts';
import { checkAccess } from './access.ts';
import { auditChange } from './audited.ts';
import { type Caller, recognizeCaller } from './caller.ts';
import { isAcceptable, readAccept, readStatus, renderPage, renderRefusal, renderUnknownPath } from './errors.ts';
import { sendAnswer } from './respond.ts';
import { type Answer, type Call, Refusal, type Route } from './route.ts';
import { listRoutes } from './routes/all.ts';
import type { Site } from './site.ts';
import { passesXsrfCheck } from './xsrf.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

/** Requests that pages, plugins and their manager answer go to `plugins`; everything else is a resource of the version. */
export function buildConfluence(site: Site, plugins: PluginHost): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: 1_048_576,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    keepAliveTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 5000 },
    rewriteUrl: (request) => dropVersionSegment(request.url ?? '/', site.contextPath),
    frameworkErrors: (_error, request, reply) => {
      findExchange(request.raw).entry.status = 400;
      void sendAnswer(site, reply, renderPage(400, 'Bad Request'), originOf(request, ''));
    },
    serverFactory: (handler, options) => {
      const answer: typeof handler = (request, response) => {
        if (isForPluginHost(plugins, request.url ?? '/')) void answerForPlugins(plugins, request, response);
        else handler(request, response);
      };
      return createServer(options, interceptRequests(site.wire, 'confluence', answer));
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', (request, reply, _payload, done) => {
    findExchange(request.raw).entry.status = reply.statusCode;
    done();
  });
  app.addHook('onSend', async () => {
    if (site.wire.beforeAnswer !== null) await site.wire.beforeAnswer();
  });
  for (const [path, routes] of groupByPath(listRoutes(site.tier))) {
    app.route({
      method: [...METHODS],
      url: `${site.contextPath}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      handler: (request, reply) => serve(site, request, reply, { path, routes }),
    });
  }
  app.setNotFoundHandler((request, reply) => serve(site, request, reply, { path: '', routes: null }));
  app.setErrorHandler((error, request, reply) => {
    const status = readStatus(error);
    if (status === 500) process.stderr.write(`lab: ${error instanceof Error ? error.stack : String(error)}\n`);
    return sendAnswer(site, reply, renderPage(status, 'Request failed'), originOf(request, ''));
  });
  return app;
}

type Target = { path: string; routes: ReadonlyMap<string, Route> | null };

function serve(site: Site, request: FastifyRequest, reply: FastifyReply, target: Target): FastifyReply {
  settleWorld(site.world);
  const answer = judge(site, request, reply, target);
  return sendAnswer(site, reply, answer, originOf(request, target.path));
}

function judge(site: Site, request: FastifyRequest, reply: FastifyReply, target: Target): Answer {
  const accept = readAccept(request.headers.accept);
  const { entry } = findExchange(request.raw);
  const recognition = recognizeCaller(site, request.headers);
  if (recognition.reason !== null) reply.header('x-seraph-loginreason', recognition.reason);
  if (recognition.kind === 'refused') {
    if (recognition.status === 401) reply.header('www-authenticate', 'Basic realm="protected-area"');
    return renderPage(recognition.status, recognition.message);
  }
  const { user } = recognition.caller;
  entry.user = user?.username ?? null;
  reply.header('x-ausername', user === null ? 'anonymous' : encodeURIComponent(user.username));
  const path = entry.path.slice(site.contextPath.length);
  if (user !== null && site.rateLimiter !== null && path.startsWith('/rest/')) {
    const verdict = site.rateLimiter.take(user.userKey);
    reply.headers(verdict.headers);
    if (!verdict.allowed) return { status: 429, json: { message: 'Rate limit exceeded.' } };
  }
  if (!passesXsrfCheck(request.method, request.headers, listOwnOrigins(site, request))) {
    return { status: 403, text: 'XSRF check failed' };
  }
  const url = `${site.address.publicUrl}${path}`;
  if (target.routes === null || /%2f|%5c/i.test(entry.path)) return renderUnknownPath(accept, path, url);
  const allow = [...target.routes.keys()].join(', ');
  if (request.method === 'OPTIONS') return { status: 200, text: '', headers: { allow } };
  const route = target.routes.get(request.method === 'HEAD' ? 'GET' : request.method);
  if (route === undefined) return renderPage(405, 'Method Not Allowed', { allow });
  if (!isAcceptable(route, accept)) return renderPage(406, 'Not Acceptable');
  try {
    return answerRoute({ site, request, caller: recognition.caller, route });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const form = { accept, modern: site.tier.abilities.has('modern-errors') };
    return renderRefusal(form, error.status, error.message, error.details);
  }
}

type Visit = { site: Site; request: FastifyRequest; caller: Caller; route: Route };

function answerRoute({ site, request, caller, route }: Visit): Answer {
  checkAccess(site.world, route, caller.user);
  if (site.readOnly && route.method !== 'GET' && route.blockedInReadOnly !== false) {
    throw new Refusal(405, 'Confluence is in read-only mode', { allowedInReadOnlyMode: false });
  }
  const { entry, faults } = findExchange(request.raw);
  const call: Call = {
    site,
    method: request.method,
    path: readPath(request.url, site.contextPath),
    params: request.params as Record<string, string>,
    query: new URLSearchParams(entry.query),
    caller,
    body: route.reads === 'json' ? parseJson(request) : undefined,
    readJson: () => parseJson(request),
    accept: readAccept(request.headers.accept),
    faults,
  };
  const answer = route.answer(call);
  if (route.method !== 'GET') auditChange(call, route);
  return answer;
}

function parseJson(request: FastifyRequest): unknown {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw new Refusal(415, 'Unsupported Media Type');
  try {
    return JSON.parse(typeof request.body === 'string' ? request.body : '');
  } catch {
    throw new Refusal(400, 'Could not parse the request body as JSON', { valid: false });
  }
}

function groupByPath(routes: readonly Route[]): Map<string, Map<string, Route>> {
  const paths = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = paths.get(route.path) ?? new Map<string, Route>();
    methods.set(route.method, route);
    paths.set(route.path, methods);
  }
  return paths;
}

/** `/rest/api/latest/user` is `/rest/api/user`. */
function dropVersionSegment(url: string, contextPath: string): string {
  const prefix = `${contextPath}/rest/api/latest/`;
  return url.startsWith(prefix) ? `${contextPath}/rest/api/${url.slice(prefix.length)}` : url;
}

function readPath(url: string, contextPath: string): string {
  const mark = url.indexOf('?');
  return (mark === -1 ? url : url.slice(0, mark)).slice(contextPath.length).replace(/\/$/, '');
}

function listOwnOrigins(site: Site, request: FastifyRequest): string[] {
  return [new URL(site.address.publicUrl).origin, `http://${request.headers.host ?? ''}`];
}

function originOf(request: FastifyRequest, route: string): { method: string; route: string; url: string } {
  return { method: request.method, route, url: request.url };
}
