// The Fastify instance as routes see it, with the few things every route needs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import Type, { type TSchema } from 'typebox';
import type { ErrorDocument } from '../contract/envelope.ts';
import type { Role } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import type { Actor } from '../services/service-context.ts';

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without a session. Every other route asks for one. */
    open?: true;
    /** Carries the right to it in itself, in its address or a signature, so that it needs no header against foreign pages. Only beside `open`. */
    ownRight?: true;
  }
}

const ErrorReference = Type.Unsafe<ErrorDocument>({ $ref: 'Error#' });

/** The answers of a route: the good one with its status, and the one envelope for everything else. */
export function answers<Good extends TSchema, Status extends 200 | 201 | 202 = 200>(good: Good, status?: Status) {
  const schemas = { [status ?? 200]: good, '4xx': ErrorReference, '5xx': ErrorReference };
  return schemas as { [Key in Status]: Good } & { '4xx': typeof ErrorReference; '5xx': typeof ErrorReference };
}

/** The answers of a route that has nothing to say. */
export const nothing = {
  204: Type.Null({ description: 'Done, and nothing to say about it.' }),
  '4xx': ErrorReference,
  '5xx': ErrorReference,
};

/** The same where the good answer is CSV. */
export function answersCsv<Good extends TSchema>(good: Good) {
  const table = { description: 'CSV', content: { 'text/csv': { schema: good } } };
  return { 200: table, '4xx': ErrorReference, '5xx': ErrorReference };
}

/** The same where the good answer is JSON, one value a line. */
export function answersLines<Good extends TSchema>(good: Good) {
  const lines = { description: 'JSON lines', content: { 'application/x-ndjson': { schema: good } } };
  return { 200: lines, '4xx': ErrorReference, '5xx': ErrorReference };
}

/** The same where the good answer is an archive. */
export function answersZip<Good extends TSchema>(good: Good) {
  const archive = { description: 'A zip archive', content: { 'application/zip': { schema: good } } };
  return { 200: archive, '4xx': ErrorReference, '5xx': ErrorReference };
}

/** The same where the good answer is a stream of server-sent events. */
export function answersEvents<Good extends TSchema>(good: Good) {
  const stream = { description: 'Server-sent events', content: { 'text/event-stream': { schema: good } } };
  return { 200: stream, '4xx': ErrorReference, '5xx': ErrorReference };
}

/** The same where the good answer is a file of lines, read while it is sent. */
export function answersFile(text: TSchema) {
  const good = Type.Unsafe<Readable>(text);
  const content = { 'text/csv': { schema: good }, 'application/x-ndjson': { schema: good } };
  return { 200: { description: 'A file', content }, '4xx': ErrorReference, '5xx': ErrorReference };
}

/** Who asks: only routes behind the session guard may call this. */
export function actorOf({ user, session }: Pick<FastifyRequest, 'user' | 'session'>): Actor {
  return { userKey: user.sub, username: user.name, token: session?.token };
}

/** What they may do: only routes behind the session guard may call this. */
export function roleOfCaller({ session }: Pick<FastifyRequest, 'session'>): Role {
  if (session === null) throw new ProductError('not_signed_in');
  return session.role;
}

/** The id to go on from, or null on the last page. */
export function nextFrom<Item>(items: readonly Item[], limit: number, idOf: (item: Item) => number): number | null {
  const last = items.at(-1);
  return last === undefined || items.length < limit ? null : idOf(last);
}

/** The same where the good answer is YAML. */
export function answersYaml<Good extends TSchema>(good: Good) {
  const text = { description: 'YAML', content: { 'application/yaml': { schema: good } } };
  return { 200: text, '4xx': ErrorReference, '5xx': ErrorReference };
}
