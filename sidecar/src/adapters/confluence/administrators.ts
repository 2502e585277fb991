// Who administers this Confluence by a global permission, in so far as the host tells it.
import type { HttpClient } from '../http-client/client.ts';
import type { AdministratorGrants } from '../ports.ts';
import { readGlobalPermissions } from './global-permissions.ts';

/** Targets on which `administer` means administration of the whole site. */
const siteWide: ReadonlySet<string> = new Set(['application', 'system']);

/** Everybody and every group with an administrative permission of their own; null where this host does not tell. */
export async function readAdministrators(http: HttpClient): Promise<AdministratorGrants | null> {
  const grants = await readGlobalPermissions(http);
  if (grants === null) return null;
  const groups = new Set<string>();
  const displayNames = new Set<string>();
  for (const { operation, subject } of grants) {
    if (operation.operationKey !== 'administer' || !siteWide.has(operation.targetType)) continue;
    (subject.type === 'group' ? groups : displayNames).add(subject.displayName);
  }
  return { groups: [...groups], displayNames: [...displayNames] };
}
