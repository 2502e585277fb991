// Signing in: Confluence says who somebody is, the groups of this product what they may; refusals stay in the audit trail.
import { HostFailure, type Person, type PersonCredentials } from '../adapters/ports.ts';
import { type Role, roleOf } from '../domain/session/roles.ts';
import { ProductError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';

/** Confluence's ways of not accepting a person; which of them it was is nobody's business. */
const refusals: readonly string[] = ['host_unauthorised', 'host_forbidden', 'host_captcha', 'host_not_found'];

/**
 * Finds out who the credentials belong to. Throws `sign_in_refused`, for cookies `confluence_session_ended`,
 * `not_allowed`, or the failure of a Confluence that cannot be asked. The credentials are handed on and kept nowhere.
 */
export async function signIn(
  context: Pick<ServiceContext, 'store' | 'clock' | 'identity' | 'config'>,
  credentials: PersonCredentials,
): Promise<Person & { readonly role: Role }> {
  const { store, clock, config } = context;
  const person = await identify(context, credentials);
  const refuse = (actor: string, reason: string) => {
    const details = { with: credentials.kind, reason };
    return store.audit.append({ at: clock.now(), actor, event: 'session.refused', details });
  };
  if (person === null) {
    // The claimed name is not written down: people type passwords into that field.
    await refuse('system', 'not-accepted');
    throw new ProductError(credentials.kind === 'cookies' ? 'confluence_session_ended' : 'sign_in_refused');
  }
  const role = roleOf(person.groups, config.groups);
  if (role === null) {
    await refuse(person.username, 'no-role');
    throw new ProductError('not_allowed');
  }
  return { ...person, role };
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
