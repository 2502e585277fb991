// Whether a plan still is what its policy says: asked before people approve it, and again before an approved run takes it over.
import { provisioningPolicy } from '../domain/newcomer.ts';
import { bulkPrefix } from '../domain/policy.ts';
import { decidesAlike } from '../domain/policy-change.ts';
import type { Run } from '../domain/run.ts';
import { findFirstRun } from './first-run.ts';
import type { Store } from './store.ts';

/**
 * True where the policy was edited in who or what it means, or taken out of use, since the version the run names. What is
 * given back stays owed whatever became of the policy; bulk actions and newcomers have definitions nobody edits.
 */
export async function isPlanOutdated({ runs, policies }: Pick<Store, 'runs' | 'policies'>, run: Run): Promise<boolean> {
  const { policyId, policyVersion } = run;
  if (policyId === provisioningPolicy || policyId.startsWith(bulkPrefix)) return false;
  if ((await findFirstRun(runs, run)).trigger.kind === 'undo') return false;
  const planned = await policies.definition(policyId, policyVersion);
  return !decidesAlike(planned, (await policies.get(policyId))?.definition ?? null);
}
