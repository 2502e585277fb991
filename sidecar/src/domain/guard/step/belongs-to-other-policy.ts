// Whom a policy of higher precedence means is left to it; the refusal names that policy.
import type { StepGuard } from './guard.ts';

export const belongsToOtherPolicy: StepGuard<'belongs-to-other-policy'> = ({ person, protection }) => {
  const policy = protection.claimedBy.get(person.user.userKey);
  return policy === undefined ? null : { guard: 'belongs-to-other-policy', details: { policy } };
};
