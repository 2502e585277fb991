// Whether a plan still is what its policy says: asked before people approve it, and again before an approved run takes it over.
import { provisioningPolicy } from '../domain/newcomer.ts';
import { bulkPrefix } from '../domain/policy.ts';
import { decidesAlike } from '../domain/policy-change.ts';
import type { Run } from '../domain/run.ts';
import { findFirstRun } from './first-run.ts';
import type { Store } from './store.ts';

/** Whether an edit of its policy can overtake the plan: what is given back stays owed; nobody edits bulk actions and newcomers. */
export async function canGrowOutdated({ runs }: Pick<Store, 'runs'>, run: Run): Promise<boolean> {
  const { policyId } = run;
  if (policyId === provisioningPolicy || policyId.startsWith(bulkPrefix)) return false;
  return (await findFirstRun(runs, run)).trigger.kind !== 'undo';
}

/** True where the policy was edited in who or what it means, or taken out of use, since the version the run names. */
export async function isPlanOutdated({ runs, policies }: Pick<Store, 'runs' | 'policies'>, run: Run): Promise<boolean> {
  const { policyId, policyVersion } = run;
  if (!(await canGrowOutdated({ runs }, run))) return false;
  const planned = await policies.definition(policyId, policyVersion);
  return !decidesAlike(planned, (await policies.get(policyId))?.definition ?? null);
}
