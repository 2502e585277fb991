// Users the policy protects by name are left alone.
import { foldName } from '../../user.ts';
import type { StepGuard } from './guard.ts';

export const protectedUser: StepGuard<'protected-user'> = ({ person, protection }) =>
  protection.protectedUsers.has(foldName(person.user.username)) ? { guard: 'protected-user' } : null;
