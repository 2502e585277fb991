// Right before a stage is carried out: whether the user still stands where the plan saw them, and nothing has reset the clock.
import type { Run } from '../../domain/run.ts';
import { findReset, isAddressLost, isUsedSince } from '../../domain/stage/reset.ts';
import type { UserWithGroups } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';

/** A held plan may be approved days later; whoever moved on, or was used meanwhile, is not at its stage any more. */
export async function hasMovedOn(
  { store, run }: { readonly store: Pick<Store, 'stages'>; readonly run: Run },
  { userKey, before }: StoredEntry,
  person: UserWithGroups,
): Promise<boolean> {
  const { stage } = before;
  if (stage === undefined) return false;
  const { standing, watchedFrom } = stage;
  const now = await store.stages.find(run.policyId, userKey);
  if (now?.id !== standing?.id || now?.reached?.at !== standing?.reached?.at) return true;
  if (standing === null) return isUsedSince(person, watchedFrom);
  if (isAddressLost(standing, person.user)) return true;
  // Criteria and exemptions have words of their own.
  return findReset({ standing, person, verdict: 'yes', isExempt: false }) !== null;
}
