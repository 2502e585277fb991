// A plan that gives rights in the administration, or touches credentials of administrators, waits for a second administrator.
import { groupOfChange } from '../../action.ts';
import type { PlanEntry } from '../../plan/plan.ts';
import { foldName } from '../../user.ts';
import type { PlanRefusalDetails } from '../refusal.ts';
import type { PlanGuard } from './guard.ts';

export const privilegedChanges: PlanGuard<'privileged-changes'> = ({ privileged }) =>
  privileged === null ? null : { guard: 'privileged-changes', details: privileged };

/** What of a plan takes an administrator and a second one; null where nothing does. */
export function findPrivileged(
  entries: readonly Pick<PlanEntry, 'steps'>[],
): PlanRefusalDetails['privileged-changes'] | null {
  const groups = new Map<string, string>();
  let [users, credentials] = [0, 0];
  for (const { steps } of entries) {
    const found = steps.filter(({ disposition }) => 'privilege' in disposition);
    if (found.length > 0) users += 1;
    if (found.some(({ disposition }) => 'privilege' in disposition && isOfCredentials(disposition))) credentials += 1;
    for (const { change, disposition } of found) {
      const group = groupOfChange(change);
      if (group !== null && 'privilege' in disposition) groups.set(foldName(group), group);
    }
  }
  return users === 0 ? null : { users, groups: [...groups.values()].sort().join(', '), credentials };
}

function isOfCredentials({ privilege }: { readonly privilege: string }): boolean {
  return privilege === 'administrator-credentials';
}
