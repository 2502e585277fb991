// What every request passes by: how bodies are read, what is logged of an answer, which headers all answers carry.
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyInstance } from 'fastify';
import { wrapError } from './error-handler.ts';

/** Accepts JSON only, and takes an empty body for no body. Keys that reach for prototypes are refused. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, body, done);
  });
}

/** Logs one line an answer, by route instead of address: addresses may hold names. Answers are never cached. */
export function noteAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const durationMs = Math.round(reply.elapsedTime);
    request.log.info({ method: request.method, route, status: reply.statusCode, durationMs }, 'request answered');
  });
}

/** Answers bytes that are no request. */
export function answerBrokenRequest(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const body = JSON.stringify(wrapError('bad_request'));
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json; charset=utf-8', 'connection: close'];
  socket.end([...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
}
