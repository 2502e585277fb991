// Drafts and files of policies as the wire shows them.
import type { CheckedFilesDocument, DraftDocument } from '../../contract/policy-texts.ts';
import type { Draft } from '../../services/policy-drafts.ts';
import { documentOf } from '../../services/policy-files/read-object.ts';
import type { CheckedPolicy, importPolicies } from '../../services/policy-imports.ts';
import { viewComingRun } from './policies.ts';

export function viewDraft({ definition, text, faults, warnings, nextRuns }: Draft): DraftDocument {
  return {
    definition: definition === null ? null : documentOf(definition),
    text,
    faults,
    warnings,
    nextRuns: nextRuns.map(viewComingRun),
  };
}

export function viewChecked(checked: CheckedPolicy): CheckedFilesDocument['items'][number] {
  const { file, definition, becomes, stored, faults, warnings } = checked;
  return {
    file,
    id: definition?.policy ?? null,
    name: definition?.name ?? null,
    becomes,
    version: stored?.version ?? null,
    mode: stored?.mode ?? null,
    definition: definition === null ? null : documentOf(definition),
    faults,
    warnings,
  };
}

export function viewImported({ policy, changed }: Awaited<ReturnType<typeof importPolicies>>[number]) {
  return { id: policy.id, version: policy.version, changed, mode: policy.mode };
}
