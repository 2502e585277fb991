// The access token: a JWT signed with HS256 by a key of its own, for this product and no other, tied to a session that can be ended.
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { ProductError } from '../errors.ts';
import type { PersonalSession } from '../services/sessions.ts';

/** What a token says: the user key as subject, the username, and which session it belongs to. */
export interface SessionClaims {
  readonly sub: string;
  readonly name: string;
  readonly jti: string;
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: SessionClaims & { readonly iat?: number; readonly exp?: number };
    user: SessionClaims;
  }
}

const issuer = 'user-management';
const audience = 'user-management-api';
/** The longest any session lasts; each token names its own end. */
const longestSeconds = 8 * 3_600;

const ClaimsSchema = Type.Object({
  sub: Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1 }),
  jti: Type.String({ minLength: 1 }),
});

/** Teaches the app to sign and verify. Claims that are missing are refused, not skipped. */
export function registerSessionTokens(app: FastifyInstance, sessionKey: Buffer): void {
  app.register(fastifyJwt, {
    secret: sessionKey,
    sign: { algorithm: 'HS256', iss: issuer, aud: audience },
    verify: {
      algorithms: ['HS256'],
      allowedIss: issuer,
      allowedAud: audience,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp', 'jti'],
      maxAge: longestSeconds,
    },
  });
}

/** A token for a session, which ends with it. */
export function issueSessionToken(app: FastifyInstance, session: PersonalSession): string {
  const { userKey, username, id, openedAt, endsAt } = session;
  const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000);
  return app.jwt.sign({ sub: userKey, name: username, jti: id, iat: seconds(openedAt), exp: seconds(endsAt) });
}

/** Sets `request.user` and gives the session's id; throws `not_signed_in` without saying what was wrong with the token. */
export async function verifySessionToken(request: FastifyRequest, now: string): Promise<string> {
  try {
    const claims: unknown = await request.jwtVerify({ clockTimestamp: Date.parse(now) });
    if (Value.Check(ClaimsSchema, claims)) return claims.jti;
  } catch (error) {
    request.log.debug({ err: error }, 'access token refused');
  }
  throw new ProductError('not_signed_in');
}
