// Who holds which global permission directly, in so far as this Confluence tells it (from 9.3).
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { UserKey } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import { HostFailure } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';

/** `GET /rest/api/permissions`: direct grants; a subject is named by its display name, without a key. */
const grant = Type.Object({
  operation: Type.Object({ operationKey: Type.String(), targetType: Type.String() }),
  subject: Type.Object({ displayName: Type.String(), type: Type.Optional(Type.String()) }),
});
const grants = Compile(Type.Array(grant));
const isGrants = (json: unknown): json is GlobalGrant[] => grants.Check(json);

/** Where the direct grants are told, to administrators alone. */
export const globalPermissions = '/rest/api/permissions';

export type GlobalGrant = Type.Static<typeof grant>;

/** Every direct grant; null where this host does not tell. Throws `host_not_administrator` where we may not ask. */
export async function readGlobalPermissions(http: Pick<HttpClient, 'send'>): Promise<readonly GlobalGrant[] | null> {
  return readGrants(await http.send({ method: 'GET', path: globalPermissions }));
}

/** The direct grants of one user; null where this host does not tell. Throws `host_not_administrator` where we may not ask. */
export async function readPermissionsOf(
  http: Pick<HttpClient, 'send'>,
  userKey: UserKey,
): Promise<readonly GlobalGrant[] | null> {
  const path = '/rest/api/permissions/user/{userKey}';
  return readGrants(await http.send({ method: 'GET', path, parts: { userKey } }));
}

function readGrants(answer: Answer): readonly GlobalGrant[] | null {
  const code = failureCodeOf(answer);
  if (code === 'host_capability_absent') return null;
  if (code === 'host_forbidden' || code === 'host_not_found') {
    throw new HostFailure('host_not_administrator', { status: answer.status, request: answer.request });
  }
  return readBody(answer, isGrants);
}
