// The guard before every route: a session that still stands, the role for it, and the header no foreign page can send.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { ProductError } from '../errors.ts';
import { isApiToken, type TokenDoor } from '../services/api-tokens.ts';
import type { PersonalSession, Sessions } from '../services/sessions.ts';
import { readBrowserSession } from './forwarded-cookies.ts';
import { isOpenToTokens, leavesTrace, mayCall, type RouteRight, rightTo, rightToBody } from './route-rights.ts';
import { demandOwnPage, demandSameOrigin } from './same-origin.ts';
import { readSessionCookie } from './session-cookie.ts';
import { verifySessionToken } from './session-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that is not open. */
    session: PersonalSession | null;
  }
}

export interface Guarded {
  readonly sessions: Sessions;
  readonly tokens: TokenDoor;
  readonly clock: Clock;
  readonly config: Pick<Config, 'basePath' | 'publicUrl'>;
}

const harmlessMethods: readonly string[] = ['GET', 'HEAD'];
/** What people may do is asked again at this age; before every change it is asked at once. */
const rightsFreshMs = 60_000;
const proofMs = 10 * 60_000;

/** Closes every route of the app that does not carry `config: { open: true }`, those registered later included. */
export function guardRoutes(app: FastifyInstance, guarded: Guarded): void {
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const harmless = harmlessMethods.includes(request.method);
    const open = request.routeOptions.config.open === true;
    const token = open ? null : readApiToken(request);
    const id = open || token !== null ? null : await identify(request, guarded, harmless);
    const needsHeader = !harmless && !(open && request.routeOptions.config.ownRight === true);
    if (needsHeader && request.headers['x-um-request'] !== '1') throw new ProductError('csrf_header_missing');
    const right = rightTo(request.method, routeOf(request, guarded.config));
    if (token !== null) request.session = await enterByToken(request, guarded, { text: token, right });
    if (id !== null) request.session = await enter(request, guarded, { id, right });
  });
  app.addHook('preHandler', async (request) => {
    if (request.session === null) return;
    const right = rightToBody(request.method, routeOf(request, guarded.config), request.body);
    if (right === null) return;
    if (readApiToken(request) !== null) throw new ProductError('token_not_enough');
    request.session = await enter(request, guarded, { id: request.session.id, right });
  });
}

/** A token of this product's own, which a browser never sends by itself; null where none came. */
function readApiToken({ headers: { authorization = '' } }: FastifyRequest): string | null {
  const [, text = ''] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  return isApiToken(text) ? text : null;
}

async function enterByToken(
  request: FastifyRequest,
  { tokens, config }: Guarded,
  { text, right }: { readonly text: string; readonly right: RouteRight },
): Promise<PersonalSession> {
  const freshMs = right.reads ? rightsFreshMs : 0;
  const session = await tokens.enter({ text, freshMs, stopsOnly: right.stopsOnly });
  if (session === null) throw new ProductError('not_signed_in');
  if (!mayCall(session.role, right)) throw new ProductError('role_too_low');
  if (!isOpenToTokens(request.method, routeOf(request, config))) throw new ProductError('token_not_enough');
  request.user = { sub: session.userKey, name: session.username, jti: session.id };
  return session;
}

/** The session's id, by the token of a caller or by the cookie of the console; cookies come along unasked, tokens do not. */
async function identify(request: FastifyRequest, { clock, config }: Guarded, harmless: boolean): Promise<string> {
  if (request.headers.authorization === undefined) {
    const cookie = readSessionCookie(request.headers.cookie);
    if (cookie === null) throw new ProductError('not_signed_in');
    if (!harmless) demandSameOrigin(request, config);
    else if (leavesTrace(request.method, routeOf(request, config))) demandOwnPage(request, config);
    request.headers.authorization = `Bearer ${cookie}`;
  }
  return verifySessionToken(request, clock.now());
}

async function enter(
  request: FastifyRequest,
  { sessions, clock }: Guarded,
  { id, right }: { readonly id: string; readonly right: RouteRight },
): Promise<PersonalSession> {
  const cookies = readBrowserSession(request);
  const freshMs = right.reads ? rightsFreshMs : 0;
  const session = await sessions.look({ id, freshMs, cookies, stopsOnly: right.stopsOnly, mayEnd: true });
  if (session === null || session.userKey !== request.user.sub) throw new ProductError('not_signed_in');
  if (!mayCall(session.role, right)) throw new ProductError('role_too_low');
  if (right.proof && !isProven(session, clock.now())) throw new ProductError('proof_needed');
  return session;
}

/** A proof that lies ahead was given before the clock was set back: how old it is nobody knows. */
function isProven({ provenAt }: Pick<PersonalSession, 'provenAt'>, now: string): boolean {
  return provenAt !== null && Math.abs(Date.parse(now) - Date.parse(provenAt)) <= proofMs;
}

/** The route's address below the API, as it was registered. */
function routeOf(request: FastifyRequest, { basePath }: Pick<Config, 'basePath'>): string {
  return (request.routeOptions.url ?? '').replace(`${basePath}/api/v1`, '');
}
