// The access token: a JWT signed with HS256 by a key of its own, good for half an hour, for this product and no other.
import { randomUUID } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Value } from 'typebox/value';
import type { Clock } from '../clock.ts';
import { ProductError } from '../errors.ts';

/** What a token says: the user key as subject, and the username for the audit trail. */
export interface SessionClaims {
  readonly sub: string;
  readonly name: string;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: SessionClaims & { readonly iat?: number; readonly jti?: string };
    user: SessionClaims;
  }
}

const issuer = 'user-management';
const audience = 'user-management-api';
const lifetimeSeconds = 30 * 60;

const ClaimsSchema = Type.Object({ sub: Type.String({ minLength: 1 }), name: Type.String({ minLength: 1 }) });

/** Teaches the app to sign and verify. Claims that are missing are refused, not skipped. */
export function registerSessionTokens(app: FastifyInstance, sessionKey: Buffer): void {
  app.register(fastifyJwt, {
    secret: sessionKey,
    sign: { algorithm: 'HS256', iss: issuer, aud: audience, expiresIn: lifetimeSeconds },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp', 'jti'],
      maxAge: lifetimeSeconds,
    },
  });
}

/** A new token and when it ends, by the product's clock. */
export function issueSessionToken(
  app: FastifyInstance,
  clock: Clock,
  claims: SessionClaims,
): { accessToken: string; expiresAt: string } {
  const iat = Math.floor(Date.parse(clock.now()) / 1000);
  const accessToken = app.jwt.sign({ ...claims, iat, jti: randomUUID() });
  return { accessToken, expiresAt: new Date((iat + lifetimeSeconds) * 1000).toISOString() };
}

/** Sets `request.user`, or throws `not_signed_in` without saying what was wrong with the token. */
export async function verifySessionToken(request: FastifyRequest, clock: Clock): Promise<void> {
  try {
    const claims: unknown = await request.jwtVerify({ clockTimestamp: Date.parse(clock.now()) });
    if (Value.Check(ClaimsSchema, claims)) return;
  } catch (error) {
    request.log.debug({ err: error }, 'access token refused');
  }
  throw new ProductError('not_signed_in');
}
