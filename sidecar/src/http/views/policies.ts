// Policies as the wire shows them.
import type { PolicyListDocument, StoredPolicyDocument } from '../../contract/stored-policies.ts';
import type { PolicyState } from '../../services/policies.ts';
import { documentOf } from '../../services/policy-files/read-object.ts';
import { viewRun } from './runs.ts';

export function viewPolicy(state: PolicyState): StoredPolicyDocument {
  const { policy, nextRuns } = state;
  return { ...viewShared(state), definition: documentOf(policy.definition), nextRuns: nextRuns.map(viewTick) };
}

export function viewPolicyLine(state: PolicyState): PolicyListDocument['items'][number] {
  const [next] = state.nextRuns;
  return {
    ...viewShared(state),
    schedule: state.policy.definition.schedule ?? null,
    nextRun: next === undefined ? null : viewTick(next),
  };
}

function viewShared({ policy, lastRun }: PolicyState) {
  const { id, version, mode, origin, createdAt, updatedAt, definition } = policy;
  const shown = lastRun === null ? null : viewRun(lastRun);
  return { id, version, name: definition.name, mode, origin, createdAt, updatedAt, lastRun: shown };
}

function viewTick({ localTime, instant }: PolicyState['nextRuns'][number]) {
  return { localTime, instant };
}
