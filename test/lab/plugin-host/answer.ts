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
  if (path === upmRoot || path.startsWith(`${upmRoot}/`)) return answerUpm(host, visit, path.slice(upmRoot.length));
  if (path === '/s/lab-host.js') return { status: 200, body: hostScript, contentType: 'application/javascript' };
  const file = (await readAuiFile(host, path)) ?? answerDownload(host, path) ?? answerPage(host, visit);
  return file ?? { status: 404, body: renderErrorPage(404, 'Page Not Found'), contentType: 'text/html;charset=UTF-8' };
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
