// What differs between two versions of a policy, part by part in words.
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import { sayCriteria } from '../criteria/criteria-words.ts';
import type { Words } from '../ui/words/words.ts';
import { sayLimits, sayWhat, sayWhen } from './policy-words.ts';

const parts = ['who', 'what', 'when', 'limits'] as const;

export interface Difference {
  readonly part: (typeof parts)[number];
  readonly before: string;
  readonly after: string;
}

/** Empty where the words are the same; then the versions may still differ in what words leave out. */
export function listDifferences(
  words: Words,
  { before, after }: { readonly before: PolicyDocument; readonly after: PolicyDocument },
): readonly Difference[] {
  const [old, young] = [sayParts(words, before), sayParts(words, after)];
  return parts
    .map((part) => ({ part, before: old[part], after: young[part] }))
    .filter((one) => one.before !== one.after);
}

function sayParts(words: Words, policy: PolicyDocument): Readonly<Record<Difference['part'], string>> {
  return {
    who: sayCriteria(words, policy.criteria),
    what: sayWhat(words, policy),
    when: sayWhen(words, policy),
    limits: sayLimits(words, policy).join(' · '),
  };
}
