// How runs and what is said about them are called on every page.

import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type { PolicyListDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import type { Key, Words } from '../ui/words/words.ts';

/** Bulk actions are runs of a definition of their own, which no list of policies shows. */
const bulkPrefix = 'bulk-';

/** Whether a run belongs to a bulk action. */
export function isBulk(policyId: string): boolean {
  return policyId.startsWith(bulkPrefix);
}

/** The policy's name as far as it is known, else its id. */
export function sayPolicy(words: Words, policyId: string, policies: PolicyListDocument | undefined): string {
  if (isBulk(policyId)) return words.say('run.bulk');
  return policies?.items.find(({ id }) => id === policyId)?.name ?? policyId;
}

export function sayMode(words: Words, mode: RunDocument['mode']): string {
  return words.say(mode === 'test' ? 'run.mode.test' : 'run.mode.live');
}

/** Why a plan is held, in one sentence with its numbers. */
export function sayRefusal(words: Words, { guard, details, words: told }: PlanDocument['refusals'][number]): string {
  const values = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]),
  );
  const parts = Object.entries(values)
    .filter(([, value]) => value !== 0 && value !== '')
    .map(([part, value]) => words.find(`guard.plan.${guard}.${part}`, { count: value, kinds: value }))
    .filter((part) => part !== null);
  return words.find(`guard.plan.${guard}`, { ...values, parts: parts.join(', ') }) ?? told;
}

type Change = { readonly kind: string; readonly group?: string; readonly directory?: string };

/** What a step does, as a verb. */
export function sayChange(words: Words, { kind, group = '', directory = '' }: Change): string {
  return words.find(`change.${kind}`, { group, directory }) ?? kind;
}

interface Told {
  readonly kind: string;
  readonly reason?: string;
  readonly guard?: string;
  /** What the guard says besides its name. */
  readonly details?: object;
  readonly code?: string;
  /** The sidecar's sentence for the code. */
  readonly message?: string;
}

/** Why a step did not come about as wished; null where nothing is to be explained. */
export function sayReason(words: Words, told: Told): string | null {
  if (told.guard === 'exempt' && told.details !== undefined && 'byNameAlone' in told.details)
    return words.say('guard.exempt-by-name');
  if (told.guard !== undefined) return words.find(`guard.${told.guard}`) ?? told.guard;
  if (told.reason !== undefined) return words.find(`reason.${told.reason}`) ?? told.reason;
  if (told.code !== undefined) return words.find(`fault.${told.code}`) ?? told.message ?? told.code;
  return null;
}

export function sayOutcome(words: Words, kind: string): string {
  return words.find(`outcome.${kind}`) ?? kind;
}

/** How a run stands, in one word. */
export function sayStanding({ state, ending, pausedBy }: RunDocument): Key {
  if (state === 'finished') return `run.ending.${ending ?? 'completed'}`;
  return pausedBy === null ? `run.state.${state}` : 'run.paused';
}
