// The HTTP face of the stand-in Crowd and the one order in which a request is judged.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { findExchange, interceptRequests } from '../wire/intercept.ts';
import { settleWorld } from '../world/settle.ts';
import type { Application } from './applications.ts';
import { parseBody } from './body.ts';
import { writeJson, writeXml } from './entity.ts';
import { chooseForm, contentTypeOf, type Form, readForm } from './media.ts';
import { CrowdRefusal } from './refusal.ts';
import type { CrowdAnswer, CrowdRoute } from './route.ts';
import { EVENT_ROUTES } from './routes/events.ts';
import { GROUP_ROUTES } from './routes/groups.ts';
import { MEMBERSHIP_ROUTES } from './routes/memberships.ts';
import { NESTING_ROUTES } from './routes/nesting.ts';
import { PASSWORD_ROUTES } from './routes/passwords.ts';
import { SEARCH_ROUTES } from './routes/search.ts';
import { SESSION_ROUTES } from './routes/sessions.ts';
import { USER_ROUTES } from './routes/users.ts';
import type { CrowdSite } from './site.ts';

const VERSION = 'Crowd/5.1.0';
const PREFIX = /^\/crowd\/rest\/usermanagement\/(1|latest)\/(.+)$/;
const MOST_BYTES = 4_194_304;

const ROUTES: readonly CrowdRoute[] = [
  ...USER_ROUTES,
  ...PASSWORD_ROUTES,
  ...GROUP_ROUTES,
  ...MEMBERSHIP_ROUTES,
  ...NESTING_ROUTES,
  ...SEARCH_ROUTES,
  ...EVENT_ROUTES,
  ...SESSION_ROUTES,
];

type Reply = { status: number; text: string; contentType: string; headers?: Record<string, string> };
type Arrived = { request: IncomingMessage; url: URL; text: string };

const HERE = 'http://crowd';

export function buildCrowd(site: CrowdSite): Server {
  return createServer(
    interceptRequests(site.wire, 'crowd', (request, response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MOST_BYTES) chunks.push(chunk);
      });
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const reply = size > MOST_BYTES ? renderPage(413, 'Payload Too Large') : serve(site, request, text);
        if (site.wire.beforeAnswer === null) send(request, response, reply);
        else {
          const failed = renderPage(500, 'Internal Server Error');
          site.wire.beforeAnswer().then(
            () => send(request, response, reply),
            () => send(request, response, failed),
          );
        }
      });
    }),
  );
}

function serve(site: CrowdSite, request: IncomingMessage, text: string): Reply {
  settleWorld(site.world);
  try {
    const path = request.url ?? '/';
    if (!URL.canParse(path, HERE)) return renderPage(400, 'Bad Request');
    return judge(site, { request, url: new URL(path, HERE), text });
  } catch (error) {
    process.stderr.write(`lab: ${error instanceof Error ? error.stack : String(error)}\n`);
    return renderPage(500, 'Internal Server Error');
  }
}

function judge(site: CrowdSite, arrived: Arrived): Reply {
  const [, version = '', rest = ''] = PREFIX.exec(arrived.url.pathname) ?? [];
  if (rest === '') return renderPage(404, 'Not Found');
  const entered = recognize(site, arrived.request);
  if ('status' in entered) return entered;
  findExchange(arrived.request).entry.user = entered.name;
  const { path, suffix } = splitSuffix(rest);
  const there = ROUTES.filter((route) => matchesPath(route, path));
  if (there.length === 0) return renderPage(404, 'Not Found');
  const { method } = arrived.request;
  const allow = there.map((one) => one.method).join(', ');
  if (method === 'OPTIONS') return { ...renderPage(200, 'OK', { allow }), text: '' };
  const route = there.find((one) => one.method === (method === 'HEAD' ? 'GET' : method));
  if (route === undefined) return renderPage(405, 'Method Not Allowed', { allow });
  const accept = suffix === null ? arrived.request.headers.accept : `application/${suffix}`;
  const form = chooseForm(accept, route.offers);
  if (form === null) return renderPage(406, 'Not Acceptable');
  try {
    return answer({ site, application: entered, arrived, route, form, version, path });
  } catch (error) {
    if (!(error instanceof CrowdRefusal)) throw error;
    return render(form, {
      status: error.status,
      entity: { tag: 'error', value: { reason: error.reason, message: error.message } },
    });
  }
}

/** The address is looked at before the password; who asks under a name nobody knows has a wrong password. */
function recognize(site: CrowdSite, request: IncomingMessage): Application | Reply {
  const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(/\s+/, 2);
  const text = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  const application = site.applications.get(text.slice(0, Math.max(colon, 0)));
  const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (application !== undefined && (!application.active || !application.addresses.includes(address))) {
    return renderPage(403, 'Forbidden');
  }
  if (application !== undefined && application.password === text.slice(colon + 1)) return application;
  return {
    status: 401,
    text: 'Application failed to authenticate',
    contentType: 'text/plain;charset=UTF-8',
    headers: { 'www-authenticate': 'Basic realm="Crowd REST Service"' },
  };
}

type Visit = {
  site: CrowdSite;
  application: Application;
  arrived: Arrived;
  route: CrowdRoute;
  form: Form;
  version: string;
  path: string;
};

function answer({ site, application, arrived, route, form, version, path }: Visit): Reply {
  const raw = { form: readForm(arrived.request.headers['content-type']), text: arrived.text };
  if (raw.form === null && raw.text !== '') return renderPage(415, 'Unsupported Media Type');
  const made = route.answer({
    site,
    application,
    base: `${site.address.baseUrl}/rest/usermanagement/${version}`,
    query: arrived.url.searchParams,
    tail: decodeSegment(path.slice(path.lastIndexOf('/') + 1)),
    form,
    readBody: (root) => parseBody(raw, root),
    raw,
  });
  return render(form, made);
}

/** An answer that is empty still says which form it would have had. */
function render(form: Form, { status, entity, xml, location, noCache }: CrowdAnswer): Reply {
  const text =
    xml ?? (entity === undefined ? '' : form === 'json' ? writeJson(entity.value) : writeXml(entity.tag, entity.value));
  const headers = {
    ...(location === undefined ? {} : { location }),
    ...(noCache === true ? { 'cache-control': 'no-cache, no-store, no-transform' } : {}),
  };
  return { status, text, contentType: status === 204 ? '' : contentTypeOf(form), headers };
}

/** What is no percent-encoding stands for itself: no token looks like that. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function splitSuffix(rest: string): { path: string; suffix: Form | null } {
  const [, path = rest, suffix = ''] = /^(.*)\.(json|xml)$/.exec(rest) ?? [];
  return { path: path.replace(/\/$/, ''), suffix: suffix === 'json' || suffix === 'xml' ? suffix : null };
}

function matchesPath({ path }: CrowdRoute, asked: string): boolean {
  if (!path.endsWith('/*')) return path === asked;
  const tail = asked.slice(path.length - 1);
  return asked.startsWith(path.slice(0, -1)) && tail !== '' && !tail.includes('/');
}

function renderPage(status: number, title: string, headers: Record<string, string> = {}): Reply {
  const text = `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>HTTP Status ${status} – ${title}</h1></body></html>`;
  return { status, text, contentType: 'text/html;charset=UTF-8', headers };
}

/** The version stands on every answer, whatever its status. */
function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  findExchange(request).entry.status = reply.status;
  response.writeHead(reply.status, {
    'x-embedded-crowd-version': VERSION,
    ...(reply.contentType === '' ? {} : { 'content-type': reply.contentType }),
    ...(reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.text) }),
    ...reply.headers,
  });
  response.end(reply.text);
}
