// The door of the plugin host: which requests of the site are for it, and the one order in which they are answered.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderErrorPage } from '../confluence/pages.ts';
import { findExchange } from '../wire/intercept.ts';
import { settleWorld } from '../world/settle.ts';
import { readAuiFile } from './aui.ts';
import type { PluginHost } from './host.ts';
import { answerPage } from './pages.ts';
import { isForSidecar, passOn } from './proxy.ts';
import { answerDownload } from './resources.ts';
import { answerUpm } from './upm.ts';
import { type PageAnswer, readVisit, type Visit } from './visit.ts';

const upmRoot = '/rest/plugins/1.0';
const pages =
  /^\/(?:$|index\.action$|dashboard\.action$|(?:do)?login\.action$|logout\.action$|doauthenticate\.action$|users\/viewuserprofile\.action$|display\/~|admin\/|download\/|s\/)/;

/** What the host's own scripts give every page, as far as plugins are known to use it. */
const hostScript = `window.AJS = window.AJS || {};
AJS.Meta = { get: function (key) { var node = document.querySelector('meta[name="ajs-' + key + '"]'); return node ? node.content : undefined; } };
AJS.contextPath = function () { return AJS.Meta.get('context-path') || ''; };
window.WRM = window.WRM || {};
WRM.contextPath = AJS.contextPath;
WRM.data = { claim: function () { return undefined; } };
`;

export function isForPluginHost(host: PluginHost, url: string): boolean {
  const path = url.split('?')[0] ?? '';
  if (!path.startsWith(host.site.contextPath)) return false;
  const below = path.slice(host.site.contextPath.length) || '/';
  return isForSidecar(host, path) || below.startsWith(`${upmRoot}/`) || below === upmRoot || pages.test(below);
}

/** Answers a request that `isForPluginHost`; never rejects. */
export async function answerForPlugins(
  host: PluginHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { entry } = findExchange(request);
  const note = (status: number): void => {
    entry.status = status;
  };
  settleWorld(host.site.world);
  const path = (request.url ?? '/').split('?')[0] ?? '';
  if (isForSidecar(host, path)) return passOn(host, request, response, note);
  try {
    const visit = await readVisit(host, request);
    entry.user = visit.user?.username ?? null;
    const answer = await judge(host, visit);
    note(answer.status);
    response.writeHead(answer.status, {
      ...(answer.contentType === '' ? {} : { 'content-type': answer.contentType }),
      ...policyFor(host, answer),
      ...answer.headers,
    });
    response.end(answer.body);
  } catch (error) {
    process.stderr.write(`lab: ${error instanceof Error ? error.stack : String(error)}\n`);
    note(500);
    response.writeHead(500, { 'content-type': 'text/html' });
    response.end(renderErrorPage(500, 'Request failed'));
  }
}

async function judge(host: PluginHost, visit: Visit): Promise<PageAnswer> {
  const { path } = visit;
  if (!isDecodable(path)) return pageOf(400, 'Bad Request');
  if (path === upmRoot || path.startsWith(`${upmRoot}/`)) return judgeUpm(host, visit, path.slice(upmRoot.length));
  if (path === '/s/lab-host.js') return { status: 200, body: hostScript, contentType: 'application/javascript' };
  const file = (await readAuiFile(host, path)) ?? answerDownload(host, path) ?? answerPage(host, visit);
  return file ?? pageOf(404, 'Page Not Found');
}

/** The plugin manager is REST: credentials are refused and calls are counted as for every other resource. */
async function judgeUpm(host: PluginHost, visit: Visit, rest: string): Promise<PageAnswer> {
  const { recognition, user } = visit;
  const headers: Record<string, string> = {};
  if (recognition.reason !== null) headers['x-seraph-loginreason'] = recognition.reason;
  if (recognition.kind === 'refused') {
    if (recognition.status === 401) headers['www-authenticate'] = 'Basic realm="protected-area"';
    return { ...pageOf(recognition.status, recognition.message), headers };
  }
  if (user !== null && host.site.rateLimiter !== null) {
    const verdict = host.site.rateLimiter.take(user.userKey);
    Object.assign(headers, verdict.headers);
    if (!verdict.allowed) {
      const body = JSON.stringify({ message: 'Rate limit exceeded.' });
      return { status: 429, body, contentType: 'application/json', headers };
    }
  }
  const answer = await answerUpm(host, visit, rest);
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function pageOf(status: number, title: string): PageAnswer {
  return { status, body: renderErrorPage(status, title), contentType: 'text/html;charset=UTF-8' };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Confluence 10 announces its policy; the lab enforces it, so that whatever would break under it breaks here. */
function policyFor({ site }: PluginHost, { contentType }: PageAnswer): Record<string, string> {
  if (Number(site.tier.line.split('.')[0]) < 10 || !contentType.startsWith('text/html')) return {};
  const nonce = randomBytes(16).toString('base64');
  const rules = [
    `script-src 'self' 'nonce-${nonce}'`,
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
  ];
  return { 'content-security-policy': rules.join('; ') };
}
