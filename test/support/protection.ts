// A protection for tests of guards: it protects nobody but for what is spelled out.
import type { Protection } from '../../sidecar/src/domain/guard/step/guard.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';

export function protect(more: Partial<Protection> = {}): Protection {
  return {
    ownUserKey: 'key-own' as UserKey,
    protectedUsers: new Set(),
    protectedGroups: new Set(),
    roleGroups: new Set(),
    administratorGroups: new Set(),
    administratorNames: new Set(),
    exemptions: [],
    hostAdministratorGroups: new Set(),
    includedAdministrators: new Set(),
    keptAdministrator: null,
    startedBy: null,
    serviceAccounts: new Set(),
    dependsOnActivity: false,
    claimedBy: new Map(),
    soleEditors: new Map(),
    inWaves: new Set(),
    lifted: new Set(),
    takesBack: false,
    ...more,
  };
}
