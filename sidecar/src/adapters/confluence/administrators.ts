// Who administers this Confluence by a global permission, in so far as the host tells it.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { HttpClient } from '../http-client/client.ts';
import { type AdministratorGrants, HostFailure } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';

/** `GET /rest/api/permissions` (from 9.3): direct grants; a subject is named by its display name, without a key. */
const grant = Type.Object({
  operation: Type.Object({ operationKey: Type.String(), targetType: Type.String() }),
  subject: Type.Object({ displayName: Type.String(), type: Type.Optional(Type.String()) }),
});
const grants = Compile(Type.Array(grant));
const isGrants = (json: unknown): json is Type.Static<typeof grant>[] => grants.Check(json);

/** Targets on which `administer` means administration of the whole site. */
const siteWide: ReadonlySet<string> = new Set(['application', 'system']);

/** Everybody and every group with an administrative permission of their own; null where this host does not tell. */
export async function readAdministrators(http: HttpClient): Promise<AdministratorGrants | null> {
  const answer = await http.send({ method: 'GET', path: '/rest/api/permissions' });
  const code = failureCodeOf(answer);
  if (code === 'host_capability_absent') return null;
  if (code === 'host_forbidden' || code === 'host_not_found') {
    throw new HostFailure('host_not_administrator', { status: answer.status, request: answer.request });
  }
  const groups = new Set<string>();
  const displayNames = new Set<string>();
  for (const { operation, subject } of readBody(answer, isGrants)) {
    if (operation.operationKey !== 'administer' || !siteWide.has(operation.targetType)) continue;
    (subject.type === 'group' ? groups : displayNames).add(subject.displayName);
  }
  return { groups: [...groups], displayNames: [...displayNames] };
}
