// Members of a protected group are left alone, and nobody is put into one or taken out.
import { groupOfChange } from '../../action.ts';
import { foldName } from '../../user.ts';
import { isInAny, type StepGuard } from './guard.ts';

export const protectedGroup: StepGuard<'protected-group'> = ({ person, change, protection: { protectedGroups } }) =>
  isInAny(person, protectedGroups) || protectedGroups.has(foldName(groupOfChange(change) ?? ''))
    ? { guard: 'protected-group' }
    : null;
