// How a leaf answers: yes or no with the facts it found, or unknown with the reason.
import type { UserWithGroups } from '../user.ts';
import type { LeafKey, Leaves } from './leaves.ts';
import type { Facts, MatchContext, UnknownReason, Verdict } from './matches.ts';

interface LeafAnswer {
  readonly verdict: Verdict;
  readonly unknown?: UnknownReason;
  readonly facts: Facts;
}

/** Answers one leaf for one person. */
export type Matcher<Key extends LeafKey> = (
  argument: Leaves[Key],
  person: UserWithGroups,
  context: MatchContext,
) => LeafAnswer;

export function answer(verdict: 'yes' | 'no', facts: Facts): LeafAnswer {
  return { verdict, facts };
}

export function unsure(unknown: UnknownReason, facts: Facts = {}): LeafAnswer {
  return { verdict: 'unknown', unknown, facts };
}
