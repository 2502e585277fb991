// Sends an answer through Fastify and hands JSON answers to whoever records them.
import type { FastifyReply } from 'fastify';
import type { Answer } from './route.ts';
import type { Site } from './site.ts';

export function sendAnswer(
  site: Site,
  reply: FastifyReply,
  answer: Answer,
  origin: { method: string; route: string; url: string },
): FastifyReply {
  reply.code(answer.status);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if (answer.json !== undefined) {
    site.recordAnswer?.({ ...origin, status: answer.status, body: answer.json });
    return reply.header('content-type', 'application/json').send(Buffer.from(JSON.stringify(answer.json)));
  }
  if (answer.text !== undefined) {
    return reply.header('content-type', answer.contentType ?? 'text/plain;charset=UTF-8').send(answer.text);
  }
  return reply.send();
}
