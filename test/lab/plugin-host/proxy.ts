// Hands `<context>/user-management/` on to the sidecar as a customer's reverse proxy would: path unchanged, headers passed.
import { request as ask, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PluginHost } from './host.ts';

/** Headers that belong to one connection, not to the request or the answer. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'proxy-authorization',
]);

export function isForSidecar({ site }: PluginHost, path: string): boolean {
  const own = `${site.contextPath}/user-management`;
  return path === own || path.startsWith(`${own}/`);
}

/** Streams both ways, so that progress of a run arrives as it happens. */
export function passOn(
  host: PluginHost,
  request: IncomingMessage,
  response: ServerResponse,
  note: (status: number) => void,
): void {
  const fail = (): void => {
    note(502);
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
    response.end('The sidecar does not answer.');
  };
  if (host.sidecarUrl === null) {
    fail();
    return;
  }
  const target = new URL(host.sidecarUrl);
  const headers = dropHopByHop(request.headers);
  headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-host'] = request.headers.host ?? '';
  const onward = ask({ host: target.hostname, port: target.port, method: request.method, path: request.url, headers });
  onward.on('error', fail);
  onward.on('response', (answer) => {
    note(answer.statusCode ?? 502);
    response.writeHead(answer.statusCode ?? 502, dropHopByHop(answer.headers));
    answer.pipe(response);
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** Those that `connection` names belong to it as well. */
function dropHopByHop(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set(
    (headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !hopByHop.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}
