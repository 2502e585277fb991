// The door: Confluence credentials in, a short-lived access token out, and a growing wait for those who guess.
import { normalizeIP } from '@fastify/rate-limit';
import { SessionSchema, type SignInDocument, SignInSchema } from '../contract/session.ts';
import { ProductError } from '../errors.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { signIn } from '../services/sign-in.ts';
import { openSignInDelay } from '../services/sign-in-delay.ts';
import { type Api, answers } from './api.ts';
import { issueSessionToken } from './session-token.ts';

/** Attempts per minute and address, good ones included. */
const attemptsPerMinute = 30;

/** `POST /session`, the only route of the API that is open. */
export function registerSession(api: Api, context: ServiceContext): void {
  const delay = openSignInDelay(context.clock);
  const schema = {
    summary: 'Sign in with a Confluence token, or with username and password',
    tags: ['session'],
    security: [],
    body: SignInSchema,
    response: answers(SessionSchema, 201),
  };
  const config = { open: true, rateLimit: { max: attemptsPerMinute, timeWindow: 60_000 } } as const;
  api.post('/session', { schema, config, bodyLimit: 16 * 1024 }, async (request, reply) => {
    const credentials = readCredentials(request.body);
    const username = credentials.kind === 'password' ? credentials.username : null;
    const attempt = delay.begin({ address: normalizeIP(request.ip), username });
    if ('waitSeconds' in attempt) {
      reply.header('retry-after', attempt.waitSeconds);
      throw new ProductError('too_many_requests');
    }
    // Addresses are personal data: they go into the log, which is rotated, never into the audit trail, which is kept.
    const visit = { address: request.ip, with: credentials.kind };
    const outcome = await signIn(context, credentials).catch((error: unknown) => {
      request.log.warn(visit, 'sign-in refused');
      if (!(error instanceof ProductError && error.code === 'sign_in_refused')) attempt.takeBack();
      throw error;
    });
    attempt.takeBack();
    request.log.info(visit, 'signed in');
    const { userKey, username: name, displayName } = outcome;
    const token = issueSessionToken(api, context.clock, { sub: userKey, name });
    return reply.code(201).send({ ...token, user: { userKey, username: name, displayName } });
  });
}

function readCredentials(body: SignInDocument) {
  return 'token' in body ? ({ kind: 'token', ...body } as const) : ({ kind: 'password', ...body } as const);
}
