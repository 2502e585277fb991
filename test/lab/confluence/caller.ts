// Who is asking: reads Basic credentials, personal access tokens and sessions as Confluence does, CAPTCHA lock included.
import type { IncomingHttpHeaders } from 'node:http';
import { passwordOf, type User, type World } from '../world/model.ts';
import { noteFailedCheck, notePassedCheck } from '../world/password-checks.ts';
import { redeemToken } from '../world/tokens.ts';
import { effectiveAccount, findUser, isActive } from '../world/views.ts';
import { readCookie, SESSION_COOKIE } from './sessions.ts';
import type { Site } from './site.ts';

/** Failed checks in a row after which a password alone no longer opens the door. */
export const CAPTCHA_AFTER_FAILURES = 5;

/** `byToken`: came with a personal access token, which only REST takes. */
export type Caller = { readonly user: User | null; readonly byToken: boolean };

export type Recognition =
  | { kind: 'caller'; caller: Caller; reason: 'OK' | null }
  | { kind: 'refused'; status: 401 | 403; reason: string | null; message: string };

const ANONYMOUS: Recognition = { kind: 'caller', caller: { user: null, byToken: false }, reason: null };

/** A scheme the version does not know is overlooked, tokens before 7.9 too; then a session speaks, if there is one. */
export function recognizeCaller(
  { world, tier, basicAuth, sessions }: Pick<Site, 'world' | 'tier' | 'basicAuth' | 'sessions'>,
  headers: IncomingHttpHeaders,
): Recognition {
  const session = () => recognizeSession(world, sessions.use(readCookie(headers.cookie, SESSION_COOKIE) ?? ''));
  const [scheme = '', credentials = ''] = (headers.authorization ?? '').split(/\s+/, 2);
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return tier.abilities.has('tokens') ? recognizeToken(world, credentials) : session();
    case 'basic':
      if (basicAuth) return recognizePassword(world, credentials);
      return {
        kind: 'refused',
        status: 403,
        reason: null,
        message: 'Basic authentication has been disabled on this instance.',
      };
    default:
      return session();
  }
}

/** A session of somebody who was disabled or deleted since is nobody's. */
function recognizeSession(world: World, userKey: string | undefined): Recognition {
  const user = userKey === undefined ? undefined : world.usersByKey.get(userKey);
  if (user === undefined || !isActive(user)) return ANONYMOUS;
  return { kind: 'caller', caller: { user, byToken: false }, reason: 'OK' };
}

function recognizeToken(world: World, raw: string): Recognition {
  const user = redeemToken(world, raw);
  if (user === undefined) return refuse(401, 'AUTHENTICATED_FAILED');
  return { kind: 'caller', caller: { user, byToken: true }, reason: 'OK' };
}

function recognizePassword(world: World, credentials: string): Recognition {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const user = colon === -1 ? undefined : findUser(world, text.slice(0, colon));
  if (user === undefined) return refuse(401, 'AUTHENTICATED_FAILED');
  const failures = world.failedLogins.get(user.lowerName) ?? 0;
  if (failures >= CAPTCHA_AFTER_FAILURES) return refuse(403, 'AUTHENTICATION_DENIED');
  if (!isActive(user) || passwordOf(effectiveAccount(user)) !== text.slice(colon + 1)) {
    noteFailedCheck(world, user);
    return refuse(401, 'AUTHENTICATED_FAILED');
  }
  notePassedCheck(world, user);
  return { kind: 'caller', caller: { user, byToken: false }, reason: 'OK' };
}

function refuse(status: 401 | 403, reason: string): Recognition {
  return { kind: 'refused', status, reason, message: `Basic Authentication Failure - Reason : ${reason}` };
}
