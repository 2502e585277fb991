// One envelope for all that goes wrong: a code, its sentence, the places that are wrong. Never a stack or raw words.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorDocument } from '../contract/envelope.ts';
import { catalogue, type ErrorCode, type FaultDetail, ProductError } from '../errors.ts';
import { expectedFault } from '../services/faults.ts';

/** Installs the envelope for thrown errors and for unknown addresses. */
export function handleErrors(app: FastifyInstance): void {
  app.setNotFoundHandler(async () => {
    throw new ProductError('not_found');
  });
  app.setErrorHandler(answerError);
}

/** Answers an error; one that nobody expected is logged with the request's id and shown as `internal_error`. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fault = expectedFault(error) ?? refusedByFastify(error);
  if (fault === null) request.log.error({ err: error }, 'request failed unexpectedly');
  const { code, details } = fault ?? { code: 'internal_error' as const, details: [] };
  return reply.code(catalogue[code].status).type('application/json; charset=utf-8').send(wrapError(code, details));
}

/** The body of an answer that carries a code. */
export function wrapError(code: ErrorCode, details: readonly FaultDetail[] = []): ErrorDocument {
  return { error: { code, message: catalogue[code].sentence, details } };
}

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  404: 'not_found',
  413: 'body_too_large',
  415: 'media_type_unknown',
  429: 'too_many_requests',
};

/** What Fastify refuses by itself: broken JSON, an unknown media type, a body too large, an address that cannot be read. */
function refusedByFastify(error: unknown): ProductError | null {
  if (!(error instanceof Error)) return null;
  const { statusCode = 500 } = error as FastifyError;
  return statusCode >= 400 && statusCode < 500 ? new ProductError(codeOfStatus[statusCode] ?? 'bad_request') : null;
}
