// Global permissions as a witness of the licence: whoever holds `application/use` directly, people by display name.
import type { ToldLicence } from '../../domain/licence/licence.ts';
import { type GlobalGrant, readGlobalPermissions } from '../confluence/global-permissions.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure, type LicencePort } from '../ports.ts';

/** Visitors and people without a seat may be let in too: that takes none. */
const seatless: ReadonlySet<string> = new Set(['anonymous', 'unlicensed']);

export function openPermissionLicence(http: Pick<HttpClient, 'send'>): LicencePort {
  return {
    witness: 'permissions',
    read: async () => {
      const grants = await readGlobalPermissions(http);
      return grants === null ? null : toTold(grants);
    },
  };
}

/** A subject that does not say what it is may be a group as well as somebody: then nothing is built on the answer. */
function toTold(grants: readonly GlobalGrant[]): ToldLicence {
  const groups = new Set<string>();
  const displayNames = new Set<string>();
  for (const { operation, subject } of grants) {
    if (operation.targetType !== 'application' || operation.operationKey !== 'use') continue;
    const { type, displayName } = subject;
    if (type === undefined) throw new HostFailure('host_unexpected_shape', { request: 'GET /rest/api/permissions' });
    if (!seatless.has(type)) (type === 'group' ? groups : displayNames).add(displayName);
  }
  return { groups: [...groups].map((name) => ({ name, below: null })), users: [], displayNames: [...displayNames] };
}
