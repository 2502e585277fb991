// The credentials of an administrator are touched by an administrator and a second one, even where the policy names the target.
import type { Change } from '../../action.ts';
import { isAdministrator } from './administrator.ts';
import type { StepGuard } from './guard.ts';

/** A moved account has no password in its new directory, and is reached by whatever e-mail address stands there. */
const touchesCredentials: ReadonlySet<Change['kind']> = new Set([
  'set-random-password',
  'mail-password-reset',
  'create-account',
  'copy-attributes',
]);

export const administratorCredentials: StepGuard<'administrator-credentials'> = (input) =>
  touchesCredentials.has(input.change.kind) &&
  isAdministrator(input) &&
  !input.protection.lifted.has('administrator-credentials')
    ? { guard: 'administrator-credentials' }
    : null;
