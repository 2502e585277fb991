// Single sign-on sessions: begin with a password, validate, read, end one, end all of a user; and the cookie's name.
import { randomBytes } from 'node:crypto';
import { foldName } from '../../world/model.ts';
import { readText, requireQuery } from '../body.ts';
import { XML_HEAD } from '../entity.ts';
import { findAccounts, requireAccount } from '../realm.ts';
import { CrowdRefusal, refuseArgument } from '../refusal.ts';
import { renderUser } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';
import type { Session } from '../site.ts';
import { checkPassword } from './passwords.ts';

const HALF_AN_HOUR_MS = 1_800_000;

export const SESSION_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'config/cookie', answer: readCookie },
  { method: 'POST', path: 'session', answer: begin },
  { method: 'DELETE', path: 'session', answer: endAll },
  { method: 'POST', path: 'session/*', answer: (call) => answerSession(call, validate(call)) },
  { method: 'GET', path: 'session/*', answer: (call) => answerSession(call, requireSession(call)) },
  { method: 'DELETE', path: 'session/*', answer: end },
];

/** `name` is an element here and no attribute, so XML is written by hand. */
function readCookie(call: CrowdCall): CrowdAnswer {
  if (call.form === 'json') {
    return answerEntity('cookie-config', { domain: '', secure: false, name: 'crowd.token_key' });
  }
  const inner = '<domain></domain><secure>false</secure><name>crowd.token_key</name>';
  return { status: 200, xml: `${XML_HEAD}<cookie-config>${inner}</cookie-config>` };
}

function begin(call: CrowdCall): CrowdAnswer {
  const body = call.readBody();
  const username = readText(body, 'username') ?? '';
  if (username === '') throw refuseArgument('username must be given');
  const trusted = call.query.get('validate-password') === 'false';
  const found = trusted
    ? requireAccount(call.application, username, 400)
    : checkPassword(call, username, readText(body, 'password'));
  if (!found.account.active)
    throw new CrowdRefusal(400, 'INACTIVE_ACCOUNT', `Account with name <${username}> is inactive`);
  const seconds = Number(call.query.get('duration') ?? '');
  const durationMs = Number.isSafeInteger(seconds) && seconds > 0 ? seconds * 1000 : HALF_AN_HOUR_MS;
  const createdEpochMs = call.site.world.clock.nowMs();
  const session: Session = {
    token: randomBytes(18).toString('base64url'),
    application: call.application.name,
    username: found.account.username,
    createdEpochMs,
    expiryEpochMs: createdEpochMs + durationMs,
    durationMs,
    factors: readFactors(body['validation-factors']),
  };
  call.site.sessions.set(session.token, session);
  return { ...answerSession(call, session, 201), location: `${call.base}/session/${session.token}` };
}

/** Lasts as long again as it was made for. Who comes with another address than the session was begun with is refused. */
function validate(call: CrowdCall): Session {
  const session = requireSession(call);
  const given = call.raw.text === '' ? new Map<string, string>() : readFactors(call.readBody());
  for (const [name, value] of given) {
    if (session.factors.has(name) && session.factors.get(name) !== value) throw refuseSession();
  }
  session.expiryEpochMs = call.site.world.clock.nowMs() + session.durationMs;
  return session;
}

/** Harmless to repeat. */
function end(call: CrowdCall): CrowdAnswer {
  call.site.sessions.delete(call.tail);
  return DONE;
}

function endAll(call: CrowdCall): CrowdAnswer {
  const username = requireQuery(call, 'username');
  const kept = call.query.get('exclude');
  for (const [token, session] of [...call.site.sessions]) {
    if (foldName(session.username) === foldName(username) && token !== kept) call.site.sessions.delete(token);
  }
  return DONE;
}

function requireSession(call: CrowdCall): Session {
  const session = call.site.sessions.get(call.tail);
  if (session === undefined || session.expiryEpochMs <= call.site.world.clock.nowMs()) {
    throw refuseSession();
  }
  return session;
}

function refuseSession(): CrowdRefusal {
  return new CrowdRefusal(404, 'INVALID_SSO_TOKEN', 'The token is not valid');
}

/** `{"validationFactors":[{"name","value"}]}`; none where there is no list. */
function readFactors(value: unknown): Map<string, string> {
  const { validationFactors: list } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const factors = new Map<string, string>();
  for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    const factor = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const name = readText(factor, 'name');
    if (name === undefined) throw refuseArgument('A validation factor needs a name and a value');
    factors.set(name, readText(factor, 'value') ?? '');
  }
  return factors;
}

function answerSession(call: CrowdCall, session: Session, status = 200): CrowdAnswer {
  const [found] = findAccounts(call.application, session.username);
  if (found === undefined) throw refuseSession();
  const value = {
    expand: 'user',
    token: session.token,
    user: renderUser(call, found, false),
    link: { href: `${call.base}/session/${session.token}`, rel: 'self' },
    'created-date': new Date(session.createdEpochMs),
    'expiry-date': new Date(session.expiryEpochMs),
  };
  return answerEntity('session', value, status);
}
