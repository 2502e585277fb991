// Administrators are left alone, unless the policy names them: by group, nested ones too, or by a permission of their own.
import { foldName } from '../../user.ts';
import { isInAny, type StepGuard, type StepGuardInput } from './guard.ts';

export const administrator: StepGuard<'administrator'> = (input) => {
  const included = input.protection.includedAdministrators.has(foldName(input.person.user.username));
  return !included && isAdministrator(input) ? { guard: 'administrator' } : null;
};

/** Everybody of an administrator's display name counts: too many rather than one too few. */
export function isAdministrator({
  person,
  protection: { administratorGroups, administratorNames },
}: Pick<StepGuardInput, 'person' | 'protection'>): boolean {
  return (
    isInAny(person, administratorGroups) ||
    administratorNames.has(foldName(person.user.displayName)) ||
    administratorNames.has(foldName(person.user.username))
  );
}
