// Whose tokens work while nobody ever signed in is most likely a machine: left alone and listed, for a person to look at.
import type { StepGuard } from './guard.ts';

export const looksLikeServiceAccount: StepGuard<'looks-like-service-account'> = ({ person, protection }) =>
  protection.serviceAccounts.has(person.user.userKey) ? { guard: 'looks-like-service-account' } : null;
