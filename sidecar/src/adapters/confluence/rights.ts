// What somebody may do in the administration, asked by user key: direct grants are told from 9.3 on, groups always.
import type { HttpClient } from '../http-client/client.ts';
import type { HostRights, ReadPort, RightsPort } from '../ports.ts';
import { type GlobalGrant, readGlobalPermissions, readPermissionsOf } from './global-permissions.ts';

export interface RightsWays {
  readonly http: Pick<HttpClient, 'send'>;
  readonly reads: Pick<ReadPort, 'readGroupsOf' | 'readUser'>;
}

/** Only what is told by key or by group counts: a display name may be borne by several. */
export function createRights({ http, reads }: RightsWays): RightsPort {
  return {
    rightsOf: async (userKey) => {
      const user = await reads.readUser(userKey);
      if (user?.status !== 'active') return null;
      const [groups, all] = await Promise.all([reads.readGroupsOf(userKey), readGlobalPermissions(http)]);
      const own = all === null ? null : await readPermissionsOf(http, userKey);
      return { groups, told: all === null || own === null ? null : toldBy(all, own) };
    },
  };
}

function toldBy(all: readonly GlobalGrant[], own: readonly GlobalGrant[]): NonNullable<HostRights['told']> {
  const groups = all.filter(({ subject }) => subject.type === 'group');
  const namesWith = (target: string) =>
    groups.filter((grant) => administers(grant, target)).map(({ subject }) => subject.displayName);
  return {
    ownAdministrator: own.some((grant) => administers(grant, 'application')),
    ownSystemAdministrator: own.some((grant) => administers(grant, 'system')),
    administratorGroups: namesWith('application'),
    systemAdministratorGroups: namesWith('system'),
  };
}

function administers({ operation }: GlobalGrant, target: string): boolean {
  return operation.operationKey === 'administer' && operation.targetType === target;
}
