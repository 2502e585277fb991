// Stands between the socket and a service: writes the request log, makes it slow, and lets faults happen on the wire.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOGIN_PAGE, renderErrorPage } from '../confluence/pages.ts';
import type { Fault, FaultBook } from './faults.ts';
import type { LoggedRequest, RequestLog, Service } from './request-log.ts';

/** `beforeAnswer`: what every service waits for before it answers, so that a client sees what it caused. */
export type Wire = {
  log: RequestLog;
  faults: FaultBook;
  latencyMs: number;
  beforeAnswer: (() => Promise<void>) | null;
};

/** What the wire knows of a request on its way: its log entry and the faults that strike it. */
export type Exchange = { entry: LoggedRequest; faults: readonly Fault[] };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const exchanges = new WeakMap<IncomingMessage, Exchange>();

export function findExchange(request: IncomingMessage): Exchange {
  const exchange = exchanges.get(request);
  if (exchange === undefined) throw new Error('a request reached its service without passing the wire');
  return exchange;
}

/** Wraps a service's handler; what the handler sees is a request that has already been logged and delayed. */
export function interceptRequests(wire: Wire, service: Service, handler: Handler): Handler {
  return (request, response) => {
    const entry = wire.log.open({ service, method: request.method ?? 'GET', url: request.url ?? '/' });
    const faults = wire.faults.strike(entry);
    exchanges.set(request, { entry, faults });
    const delayMs = wire.latencyMs + sumDelays(faults);
    if (delayMs === 0 && faults.length === 0) {
      handler(request, response);
      return;
    }
    void sleep(delayMs).then(() => letHappen({ request, response, handler, entry, faults }));
  };
}

type Scene = {
  request: IncomingMessage;
  response: ServerResponse;
  handler: Handler;
  entry: LoggedRequest;
  faults: readonly Fault[];
};

function letHappen(scene: Scene): void {
  const { request, response, handler } = scene;
  for (const fault of scene.faults) {
    switch (fault.kind) {
      case 'status':
      case 'html':
        answerInstead(scene, fault);
        return;
      case 'reset':
        request.socket.destroy();
        return;
      case 'hang':
        if (fault.delayMs !== undefined) request.socket.destroy();
        return;
      case 'truncate':
        cutAnswer(request, response);
        break;
      case 'lost-answer':
        loseAnswer(request, response);
        break;
      case 'slow':
      case 'shrink-pages':
      case 'endless-next':
      case 'stutter-pages':
        break;
    }
  }
  handler(request, response);
}

function answerInstead({ response, entry }: Scene, fault: Fault): void {
  const status = fault.status ?? (fault.kind === 'html' ? 200 : 500);
  const body = fault.body ?? (fault.kind === 'html' ? LOGIN_PAGE : renderErrorPage(status, 'Something went wrong'));
  entry.status = status;
  const wait = status === 429 ? { 'retry-after': '1' } : {};
  response.writeHead(status, { 'content-type': 'text/html;charset=UTF-8', ...wait, ...fault.headers });
  response.end(body);
}

/** The work is done; the client gets the headers, half of the body and a broken connection. */
function cutAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.end = ((chunk?: unknown) => {
    const body = Buffer.from(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : '');
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return response;
  }) as typeof response.end;
}

/** The work is done; the client hears nothing but the connection breaking. */
function loseAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead = (() => response) as typeof response.writeHead;
  response.write = (() => true) as typeof response.write;
  response.end = (() => {
    request.socket.destroy();
    return response;
  }) as typeof response.end;
}

function sumDelays(faults: readonly Fault[]): number {
  let delayMs = 0;
  for (const fault of faults) delayMs += fault.delayMs ?? (fault.kind === 'slow' ? 2000 : 0);
  return delayMs;
}
