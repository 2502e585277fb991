// How runs and what is said about them are called on every page.

import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type { PolicyListDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import type { Key, Words } from '../ui/words/words.ts';

/** Bulk actions are runs of a definition of their own, which no list of policies shows. */
const bulkPrefix = 'bulk-';

/** The policy's name as far as it is known, else its id. */
export function sayPolicy(words: Words, policyId: string, policies: PolicyListDocument | undefined): string {
  if (policyId.startsWith(bulkPrefix)) return words.say('run.bulk');
  return policies?.items.find(({ id }) => id === policyId)?.name ?? policyId;
}

export function sayMode(words: Words, mode: RunDocument['mode']): string {
  return words.say(mode === 'test' ? 'run.mode.test' : 'run.mode.live');
}

/** Why a plan is held, in one sentence with its numbers. */
export function sayRefusal(words: Words, { guard, details }: PlanDocument['refusals'][number]): string {
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
  return words.find(`guard.plan.${guard}`, values) ?? guard;
}

/** How a run stands, in one word. */
export function sayStanding({ state, ending, pausedBy }: RunDocument): Key {
  if (state === 'finished') return `run.ending.${ending ?? 'completed'}`;
  return pausedBy === null ? `run.state.${state}` : 'run.paused';
}
