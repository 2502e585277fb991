// Who is in a group that gives rights in the administration is changed by an administrator and a second one, or by nobody.
import { groupOfChange } from '../../action.ts';
import { foldName } from '../../user.ts';
import type { StepGuard } from './guard.ts';

export const roleGroup: StepGuard<'role-group'> = ({ change, protection: { roleGroups, lifted, takesBack } }) => {
  if (!roleGroups.has(foldName(groupOfChange(change) ?? ''))) return null;
  // Taking rights away is left to people, except where a run is taken back that may have given them.
  const hasRoad = change.kind !== 'remove-from-group' || takesBack;
  return hasRoad && lifted.has('role-group') ? null : { guard: 'role-group' };
};
