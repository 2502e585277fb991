// For tests: a real HTTP server on a free port that answers by script, and a clock whose waiting takes no time.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { HttpClient } from './http-client/client.ts';
import type { Answer } from './http-client/exchange.ts';
import { describeRequest, type RequestSpec } from './http-client/request.ts';

export interface ScriptedHost {
  readonly url: string;
  /** What arrived, in order. */
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers'] }[];
  readonly close: () => Promise<void>;
}

/** One answer of the script; `n` counts the requests from 1. */
export type Script = (request: IncomingMessage, response: ServerResponse, n: number) => void;

/** Starts a host that answers every request by the script. */
export async function startScriptedHost(script: Script): Promise<ScriptedHost> {
  const requests: ScriptedHost['requests'] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    script(request, response, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A clock that jumps ahead by whatever is slept, and remembers it. */
export function createJumpingClock(start = '2026-03-01T00:00:00.000Z'): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let ms = Date.parse(start);
  return {
    slept,
    now: () => new Date(ms).toISOString(),
    sleep: async (durationMs) => {
      slept.push(durationMs);
      ms += durationMs;
    },
  };
}

/** What a fake client answers: a status with a JSON body, text, or headers. */
export interface FakeAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client without a network: every request is answered by the function, every request is remembered. */
export function createFakeClient(
  answer: (spec: RequestSpec) => FakeAnswer,
): HttpClient & { readonly sent: RequestSpec[] } {
  const sent: RequestSpec[] = [];
  return {
    sent,
    send: async (spec) => {
      sent.push(spec);
      return toAnswer(spec, answer(spec));
    },
    stats: () => ({ requests: { read: sent.length, write: 0 }, retries: 0, waitedMs: 0 }),
    fallSilent: () => undefined,
    close: async () => undefined,
  };
}

function toAnswer(spec: RequestSpec, { status = 200, json, text, headers = {} }: FakeAnswer): Answer {
  return {
    request: describeRequest(spec),
    status,
    json,
    text: text ?? (json === undefined ? '' : JSON.stringify(json)),
    malformed: false,
    header: (name) => headers[name],
  };
}

/** Confluence's own error body. */
export function restError(statusCode: number, data: Record<string, unknown> = {}): FakeAnswer {
  return {
    status: statusCode,
    json: { statusCode, data: { authorized: false, errors: [], ...data }, message: 'said' },
  };
}

/** What a missing resource answers. */
export const missingResource: FakeAnswer = {
  status: 404,
  text: '<html><body>Page Not Found</body></html>',
  headers: { 'content-type': 'text/html' },
};
