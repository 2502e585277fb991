// No run changes who is in a group that gives rights in the administration: that takes an administrator and a second one.
import { groupOfChange } from '../../action.ts';
import { foldName } from '../../user.ts';
import type { StepGuard } from './guard.ts';

export const roleGroup: StepGuard<'role-group'> = ({ change, protection }) =>
  protection.roleGroups.has(foldName(groupOfChange(change) ?? '')) ? { guard: 'role-group' } : null;
