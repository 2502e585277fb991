// The line a run leaves in Confluence's own audit log: numbers and ids, so that either log leads to the other.
import type { OutcomeKind, Run } from './run.ts';

/** What became of the line: it stands there, was not taken, or may stand there because no answer came. */
export type HostRecordState = 'written' | 'refused' | 'unclear';

export interface HostRecord {
  readonly state: HostRecordState;
  /** The request that told, e.g. `POST /rest/api/audit → 405`; null where the process ended before there was an answer. */
  readonly evidence: string | null;
}

type Counts = Readonly<Partial<Record<OutcomeKind | 'open', number>>>;

const actingOutcomes = ['applied', 'applied-without-effect', 'pending-synchronisation', 'unknown'] as const;

/** Whether a run changed something at Confluence, or may have. */
export function hasActed({ mode }: Pick<Run, 'mode'>, steps: Counts): boolean {
  return mode === 'live' && actingOutcomes.some((kind) => (steps[kind] ?? 0) > 0);
}

/** Nobody is named: neither the users of the run nor who asked for it. */
export function wordRunRecord(
  {
    id,
    policyId,
    policyVersion,
    trigger,
    ending,
  }: Pick<Run, 'id' | 'policyId' | 'policyVersion' | 'trigger' | 'ending'>,
  users: Counts,
): { readonly summary: string; readonly description: string } {
  const counts = Object.entries(users).map(([kind, count]) => `${count} ${kind}`);
  return {
    summary: `User Management for Confluence: run ${id}`,
    description: `Policy ${policyId}, version ${policyVersion}, started by ${trigger.kind}, ${ending ?? 'completed'}. Users: ${counts.join(', ')}.`,
  };
}
