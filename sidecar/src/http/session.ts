// The door: credentials or Confluence's own session in, a session of ours out, and a growing wait for those who guess.
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import {
  OpenedSessionSchema,
  type ProofDocument,
  ProofSchema,
  SessionSchema,
  type SignInDocument,
  SignInSchema,
} from '../contract/session.ts';
import { ProductError } from '../errors.ts';
import type { ServiceContext } from '../services/service-context.ts';
import type { BrowserSession, PersonalSession, Sessions, SignInWith } from '../services/sessions.ts';
import { openSignInDelay } from '../services/sign-in-delay.ts';
import { type Api, answers, nothing } from './api.ts';
import { readBrowserSession } from './forwarded-cookies.ts';
import { demandSameOrigin } from './same-origin.ts';
import { writeSessionCookie } from './session-cookie.ts';
import { issueSessionToken } from './session-token.ts';

/** Attempts per minute and address, good ones included. */
const attemptsPerMinute = 30;
/** A token in a page's memory is renewed often; a cookie lasts a working day. */
const tokenMs = 30 * 60_000;
const cookieMs = 8 * 3_600_000;

export interface SessionContext extends ServiceContext {
  readonly sessions: Sessions;
}

/** `POST /session` is the only route of the API that is open. */
export function registerSession(api: Api, context: SessionContext): void {
  const { config, sessions } = context;
  const attempt = openAttempts(context);
  const limited = { rateLimit: { max: attemptsPerMinute, timeWindow: 60_000 } } as const;

  const signIn = {
    summary: 'Sign in with a Confluence token, with username and password, or by the session at Confluence',
    tags: ['session'],
    security: [],
    body: SignInSchema,
    response: answers(OpenedSessionSchema, 201),
  };
  api.post(
    '/session',
    { schema: signIn, config: { open: true, ...limited }, bodyLimit: 16 * 1024 },
    async (request, reply) => {
      const credentials = readSignIn(request, request.body, context);
      const keep = 'keep' in request.body && request.body.keep === 'cookie';
      if (keep) demandSameOrigin(request, config);
      const lifetimeMs = keep ? cookieMs : tokenMs;
      const session = await attempt({ request, reply, credentials }, () => sessions.open(credentials, lifetimeMs));
      const accessToken = issueSessionToken(api, session);
      if (keep) reply.header('set-cookie', writeSessionCookie(request, config, { value: accessToken, lifetimeMs }));
      return reply.code(201).send({ ...viewSession(session, config), accessToken: keep ? null : accessToken });
    },
  );

  const look = {
    summary: 'Who is signed in, and what they may do',
    tags: ['session'],
    response: answers(SessionSchema),
  };
  api.get('/session', { schema: look }, async (request) => viewSession(sessionOf(request), config));

  const proof = {
    summary: 'Give credentials again, for what a session alone is not enough for',
    tags: ['session'],
    body: ProofSchema,
    response: answers(SessionSchema),
  };
  api.post('/session/proof', { schema: proof, config: limited, bodyLimit: 16 * 1024 }, async (request, reply) => {
    const credentials = readProof(request.body, context);
    const prove = () => sessions.prove(sessionOf(request), credentials);
    return viewSession(await attempt({ request, reply, credentials }, prove), config);
  });

  const leave = { summary: 'Sign out', tags: ['session'], response: nothing };
  api.delete('/session', { schema: leave }, async (request, reply) => {
    await sessions.end(sessionOf(request), 'signed-out');
    reply.header('set-cookie', writeSessionCookie(request, config, { value: '', lifetimeMs: 0 }));
    return reply.code(204).send(null);
  });
}

/** A session at Confluence can be guessed by nobody, and pages that find it ended must not keep their office waiting. */
const uncounted = { takeBack: () => undefined };

/** Counts failures by address and username; an attempt that nobody could judge is not counted. */
function openAttempts(context: SessionContext) {
  const delay = openSignInDelay(context.clock);
  return async <Result>(
    { request, reply, credentials }: { request: FastifyRequest; reply: FastifyReply; credentials: SignInWith },
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const username = credentials.kind === 'password' ? credentials.username : null;
    const attempt =
      credentials.kind === 'cookies' ? uncounted : delay.begin({ address: normalizeIP(request.ip), username });
    if ('waitSeconds' in attempt) {
      reply.header('retry-after', attempt.waitSeconds);
      throw new ProductError('too_many_requests');
    }
    // Addresses are personal data: they go into the log, which is rotated, never into the audit trail, which is kept.
    const visit = { address: request.ip, with: credentials.kind };
    try {
      const result = await work();
      attempt.takeBack();
      request.log.info(visit, 'signed in');
      return result;
    } catch (error) {
      request.log.warn(visit, 'sign-in refused');
      if (!(error instanceof ProductError && error.code === 'sign_in_refused')) attempt.takeBack();
      throw error;
    }
  };
}

function readSignIn(request: FastifyRequest, body: SignInDocument, context: SessionContext): SignInWith {
  if (!('confluence' in body)) return readProof(body, context);
  demandSameOrigin(request, context.config);
  const browserSession = readBrowserSession(request);
  if (browserSession === null) throw new ProductError('confluence_session_ended');
  return browserSession;
}

function readProof(body: ProofDocument, { config }: SessionContext): Exclude<SignInWith, BrowserSession> {
  if ('token' in body) return { kind: 'token', token: body.token };
  if (!config.passwordSignIn) throw new ProductError('password_sign_in_off');
  return { kind: 'password', username: body.username, password: body.password };
}

function sessionOf({ session }: Pick<FastifyRequest, 'session'>): PersonalSession {
  if (session === null) throw new ProductError('not_signed_in');
  return session;
}

function viewSession(
  { userKey, username, displayName, role, endsAt, provenAt }: PersonalSession,
  { passwordSignIn }: Pick<Config, 'passwordSignIn'>,
) {
  return { user: { userKey, username, displayName }, role, expiresAt: endsAt, provenAt, passwordSignIn };
}
