// One active administrator stays out of reach whatever happens, so that one is always left.
import type { Change } from '../../action.ts';
import { isAdministrator } from './administrator.ts';
import type { StepGuard } from './guard.ts';

/** Everything else may end somebody's rights or way in: any group may be the one that lets them sign in. */
const harmless: ReadonlySet<Change['kind']> = new Set([
  'enable',
  'add-to-group',
  'create-group',
  'add-account-to-group',
]);

/** Whether a change may end somebody's rights in the administration, or their way in. */
export function mayEndAdministration(change: Change): boolean {
  return !harmless.has(change.kind);
}

/** Where no active administrator is known besides, every administrator may be the last one. */
export const lastAdministrator: StepGuard<'last-administrator'> = (input) => {
  if (!mayEndAdministration(input.change)) return null;
  const { keptAdministrator } = input.protection;
  const last = keptAdministrator === null ? isAdministrator(input) : input.person.user.userKey === keptAdministrator;
  return last ? { guard: 'last-administrator' } : null;
};
