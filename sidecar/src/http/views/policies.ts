// Policies as the wire shows them.
import type { NextRunsDocument, PolicyListDocument, StoredPolicyDocument } from '../../contract/stored-policies.ts';
import type { ComingNote, ComingRuns, PolicyAndHost, PolicyState } from '../../services/policies.ts';
import { documentOf } from '../../services/policy-files/read-object.ts';
import { viewMissing, viewRun } from './runs.ts';

export function viewPolicy(state: PolicyAndHost): StoredPolicyDocument {
  const { policy, nextRuns, missing } = state;
  return {
    ...viewShared(state),
    definition: documentOf(policy.definition),
    nextRuns: nextRuns.map(viewTick),
    missing: missing === null ? null : viewMissing(missing),
  };
}

export function viewPolicyLine(state: PolicyState): PolicyListDocument['items'][number] {
  const [next] = state.nextRuns;
  return {
    ...viewShared(state),
    schedule: state.policy.definition.schedule ?? null,
    on: state.policy.definition.on ?? null,
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

export function viewNextRuns({ policy, ticks }: ComingRuns): NextRunsDocument {
  const { schedule = null, on = null } = policy.definition;
  return {
    policyId: policy.id,
    schedule,
    on,
    items: ticks.map(viewComingRun),
  };
}

export function viewComingRun(tick: ComingRuns['ticks'][number]): NextRunsDocument['items'][number] {
  const { localTime, zone, offsetMinutes, instant, notes } = tick;
  return {
    localTime,
    zone,
    offsetMinutes,
    instant,
    notes: notes.map((note) => ({ kind: note.kind, message: wordNote(note) })),
  };
}

function wordNote(note: ComingNote): string {
  switch (note.kind) {
    case 'clock-goes-forward':
      return `By then the clock has gone forward by ${note.minutes} minutes.`;
    case 'clock-goes-back':
      return `By then the clock has gone back by ${note.minutes} minutes.`;
    case 'skipped-local-time':
      return `The clock skips this local time; the run begins right after, at ${note.localTime.replace('T', ' ')}.`;
    case 'local-time-comes-twice':
      return 'This local time comes twice; the run begins the first time only.';
  }
}
