// The account this product works with is never a target, whatever its name has become.
import type { StepGuard } from './guard.ts';

export const ownAccount: StepGuard<'own-account'> = ({ person, protection }) =>
  person.user.userKey === protection.ownUserKey ? { guard: 'own-account' } : null;
