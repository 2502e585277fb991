// Signing in: Confluence says who somebody is, the groups of this product what they may; refusals stay in the audit trail.
import { HostFailure, type Person, type PersonCredentials } from '../adapters/ports.ts';
import { type Role, roleOf } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';

/** Confluence's ways of not accepting a person; which of them it was is nobody's business. */
const refusals: readonly string[] = ['host_unauthorised', 'host_forbidden', 'host_captcha', 'host_not_found'];

/** A page left open asks again and again, and the trail is never cut: in that time a person is put down once. */
const refusedOnceMs = 60_000;

export type SignIn = (credentials: PersonCredentials) => Promise<Person & { readonly role: Role }>;

/**
 * Finds out who the credentials belong to. Throws `sign_in_refused`, for cookies `confluence_session_ended`,
 * `not_allowed`, or the failure of a Confluence that cannot be asked. The credentials are handed on and kept nowhere.
 */
export function openSignIn(context: Pick<ServiceContext, 'store' | 'clock' | 'identity' | 'config'>): SignIn {
  const { store, clock, config } = context;
  const isNew = openOnce();
  return async (credentials) => {
    const byCookies = credentials.kind === 'cookies';
    const person = await identify(context, credentials);
    const refuse = (actor: string, reason: string) => {
      const details = { with: credentials.kind, reason };
      return store.audit.append({ at: clock.now(), actor, event: 'session.refused', details });
    };
    if (person === null) {
      // With a session that is nobody's, nobody claimed to be anybody: that is no attempt to come in.
      if (byCookies) throw new ProductError('confluence_session_ended');
      // The claimed name is not written down: people type passwords into that field.
      await refuse('system', 'not-accepted');
      throw new ProductError('sign_in_refused');
    }
    const role = roleOf(person.groups, config.groups);
    if (role === null) {
      if (!byCookies || isNew(person.userKey, Date.parse(clock.now()))) await refuse(person.username, 'no-role');
      throw new ProductError('not_allowed');
    }
    return { ...person, role };
  };
}

/** Whether this is the first of its kind for a while; what is older is forgotten, as is what lies ahead of a clock set back. */
function openOnce(): (key: string, nowMs: number) => boolean {
  const seen = new Map<string, number>();
  return (key, nowMs) => {
    for (const [one, atMs] of seen) if (Math.abs(nowMs - atMs) >= refusedOnceMs) seen.delete(one);
    if (seen.has(key)) return false;
    seen.set(key, nowMs);
    return true;
  };
}

async function identify(
  { identity }: Pick<ServiceContext, 'identity'>,
  credentials: PersonCredentials,
): Promise<Person | null> {
  try {
    return await identity.identify(credentials);
  } catch (error) {
    if (error instanceof HostFailure && refusals.includes(error.code)) return null;
    throw error;
  }
}
