// Whoever belongs to another policy is left to it, by key, and the refusal names that policy.
import { expect, it } from 'vitest';
import { makePerson } from '../../../../../test/support/people.ts';
import { protect } from '../../../../../test/support/protection.ts';
import type { PolicyId } from '../../policy.ts';
import type { UserKey } from '../../user.ts';
import { belongsToOtherPolicy } from './belongs-to-other-policy.ts';

const protection = protect({ claimedBy: new Map([['key-mara' as UserKey, 'contractors' as PolicyId]]) });

it('leaves to a policy whom that one claims, names it, and lets everybody else pass', () => {
  const ask = (username: string) =>
    belongsToOtherPolicy({ person: makePerson({ username }), change: { kind: 'disable' }, protection });
  expect(ask('mara')).toEqual({ guard: 'belongs-to-other-policy', details: { policy: 'contractors' } });
  expect(ask('ada')).toBeNull();
});
