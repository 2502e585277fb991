// Which policy a user belongs to where several mean them: a total order of policies, and the first of it whose criteria match.
import { type Mode, type PolicyDefinition, type PolicyId, precedenceOf } from './policy.ts';

/** A policy's place among all policies. */
export interface Place {
  readonly policyId: PolicyId;
  /** Lower comes first; of the same number, the policy whose id comes first. */
  readonly precedence: number;
}

/** Negative where the one comes first; nought only for the same policy. */
export function compareByPrecedence(one: Place, other: Place): number {
  if (one.policyId === other.policyId) return 0;
  return one.precedence - other.precedence || (one.policyId < other.policyId ? -1 : 1);
}

export function orderByPrecedence<Placed extends Place>(policies: readonly Placed[]): Placed[] {
  return [...policies].sort(compareByPrecedence);
}

/** A policy in use. */
export interface Rival {
  readonly definition: PolicyDefinition;
  readonly mode: Mode;
}

/**
 * The policies that have a say before this one, first come first: those with a schedule, because the others mean nobody until
 * somebody or something starts them. A policy in test mode changes nobody, so it keeps nobody from a live one.
 */
export function policiesBefore<Other extends Rival>(own: Rival, others: readonly Other[]): Other[] {
  const place = placeOf(own);
  return others
    .filter(({ definition, mode }) => definition.schedule !== undefined && (mode === 'live' || own.mode === 'test'))
    .filter((other) => compareByPrecedence(placeOf(other), place) < 0)
    .sort((one, other) => compareByPrecedence(placeOf(one), placeOf(other)));
}

function placeOf({ definition }: Rival): Place {
  return { policyId: definition.policy, precedence: precedenceOf(definition) };
}

/** The first, in the order given, that means the person; null where none does. What is unknown claims nobody. */
export function findClaimant<Person>(
  person: Person,
  claimants: readonly { readonly policyId: PolicyId; readonly means: (person: Person) => boolean }[],
): PolicyId | null {
  return claimants.find(({ means }) => means(person))?.policyId ?? null;
}
