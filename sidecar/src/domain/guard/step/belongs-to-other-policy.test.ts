// Whoever belongs to another policy is left to it, by key, and the refusal names that policy.
import { expect, it } from 'vitest';
import { makePerson } from '../../../../../test/support/people.ts';
import type { PolicyId } from '../../policy.ts';
import type { UserKey } from '../../user.ts';
import { belongsToOtherPolicy } from './belongs-to-other-policy.ts';
import type { Protection } from './guard.ts';

const nobody: Protection = {
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
  claimedBy: new Map([['key-mara' as UserKey, 'contractors' as PolicyId]]),
};

it('leaves to a policy whom that one claims, names it, and lets everybody else pass', () => {
  const ask = (username: string) =>
    belongsToOtherPolicy({ person: makePerson({ username }), change: { kind: 'disable' }, protection: nobody });
  expect(ask('mara')).toEqual({ guard: 'belongs-to-other-policy', details: { policy: 'contractors' } });
  expect(ask('ada')).toBeNull();
});
