// Whom an approved plan of the same policy is yet to come to is left to its waves: nobody needs to be approved twice.
import type { StepGuard } from './guard.ts';

export const approvedInWaves: StepGuard<'approved-in-waves'> = ({ person, protection }) =>
  protection.inWaves.has(person.user.userKey) ? { guard: 'approved-in-waves' } : null;
