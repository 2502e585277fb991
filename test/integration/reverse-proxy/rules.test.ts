// The rules of INSTALL.md in a real nginx and a real Apache: what the sidecar gets of a request, and what it never sees.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tableBodyBytes } from '../../../sidecar/src/contract/told.ts';
import { askFrom } from '../../support/reverse-proxy/ask-from.ts';
import { type ReverseProxy, startProxy, whyNoProxy } from '../../support/reverse-proxy/proxies.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
}

/** Stands where a sidecar or a Confluence would; tells what it got. */
interface Stand {
  readonly port: number;
  readonly seen: Seen[];
  readonly close: () => Promise<void>;
}

async function openStand(answer: (response: ServerResponse) => void): Promise<Stand> {
  const seen: Seen[] = [];
  const server: Server = createServer(async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += Buffer.from(chunk as Uint8Array).length;
    seen.push({ method: request.method, url: request.url, headers: request.headers, bytes });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, seen, close };
}

const cases = (['nginx', 'apache'] as const).flatMap((kind) =>
  ['/confluence', ''].map((contextPath) => ({ kind, contextPath })),
);

describe.each(cases)('the rule for $kind, under "$contextPath/"', ({ kind, contextPath }) => {
  const reason = whyNoProxy(kind);
  if (reason !== null) {
    it('is put into it', (context) => context.skip(reason));
    return;
  }
  const base = `${contextPath}/user-management`;
  let [sidecar, confluence]: (Stand | null)[] = [null, null];
  let proxy: ReverseProxy | null = null;
  /** How the sidecar answers from now on. */
  let answer: (response: ServerResponse) => void = () => undefined;
  const ask = (path: string, wish: Omit<Parameters<typeof askFrom>[0], 'url'> = {}) =>
    askFrom({ url: `${proxy?.origin}${path}`, ...wish });

  beforeAll(async () => {
    sidecar = await openStand((response) => answer(response));
    confluence = await openStand((response) => response.writeHead(404).end('Confluence'));
    proxy = await startProxy(kind, { contextPath, sidecarPort: sidecar.port, confluencePort: confluence.port });
  });
  beforeEach(() => {
    answer = (response) => response.writeHead(200).end('sidecar');
    for (const stand of [sidecar, confluence]) stand?.seen.splice(0);
  });
  afterAll(async () => {
    for (const close of [proxy?.stop, sidecar?.close, confluence?.close]) await close?.();
  });

  it('passes method, path, query and cookies on unchanged, signs within a name included', async () => {
    const path = `${base}/api/v1/lists/Team%20A%2FB%3F%25?then=%2Fa&q=a+b`;
    const cookie = 'JSESSIONID=abc; balancer=node-2';
    await ask(path, { method: 'DELETE', headers: { cookie, 'x-um-request': '1' } });
    expect(sidecar?.seen).toMatchObject([{ method: 'DELETE', url: path, headers: { cookie, 'x-um-request': '1' } }]);
  });

  it('says to whom the request was made, how, and by which address, whatever the browser says of itself', async () => {
    const host = 'wiki.example.com:8443';
    const lies = { 'x-forwarded-for': '10.0.0.1', 'x-forwarded-proto': 'ftp', 'x-forwarded-host': 'evil.example.com' };
    await ask(`${base}/`, { from: '127.0.0.2', headers: { host, ...lies } });
    const headers = sidecar?.seen[0]?.headers;
    expect(headers).toMatchObject({ host, 'x-forwarded-proto': 'http' });
    // The last one is that of the proxy: the sidecar believes no more of them than there are proxies.
    const last = (name: string) => String(headers?.[name]).split(', ').at(-1);
    expect([last('x-forwarded-for'), last('x-forwarded-host')]).toEqual(['127.0.0.2', host]);
  });

  it('hands on what comes as it comes, and keeps nothing back until there is more', async () => {
    let finish = (): void => undefined;
    answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    };
    const { pieces } = await ask(`${base}/api/v1/runs/1/events`);
    expect((await pieces.next()).value).toBe('data: 1\n\n');
    finish();
    expect((await pieces.next()).value).toBe('data: 2\n\n');
  });

  it('takes the longest table that the sidecar takes', async () => {
    const { status } = await ask(`${base}/api/v1/lists/all`, { method: 'PUT', body: Buffer.alloc(tableBodyBytes) });
    expect([status, sidecar?.seen[0]?.bytes]).toEqual([200, tableBodyBytes]);
  });

  it('leaves to Confluence what is its own, and the health and figures of the sidecar to nobody', async () => {
    const others = [
      `${contextPath}/admin/console.action`,
      `${base}-of-somebody/`,
      `${contextPath}/metrics`,
      '/metrics',
    ];
    for (const path of [...others, '/health/ready']) expect((await ask(path)).status).toBe(404);
    expect(sidecar?.seen).toEqual([]);
    expect(confluence?.seen).toHaveLength(others.length + 1);
  });
});
