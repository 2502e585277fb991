// Whether two versions of a policy mean the same people and do the same to them. Pure.
import { stableText } from './plan/stable-text.ts';
import type { PolicyDefinition } from './policy.ts';

/** Whether a part has a say in who is changed, in what, or in how many; a new part has to take a side to compile. */
const decides: Readonly<Record<keyof PolicyDefinition, boolean>> = {
  policy: true,
  name: false,
  description: false,
  precedence: true,
  schedule: false,
  on: true,
  criteria: true,
  actions: true,
  stages: true,
  // Whoever tightened a limit was afraid of the plan that was made without it.
  limits: true,
  protect: true,
  includeAdministrators: true,
  report: false,
  handOver: false,
  giveBack: false,
};

/** Null stands for a policy that is out of use, which means nobody any more. */
export function decidesAlike(before: PolicyDefinition | null, after: PolicyDefinition | null): boolean {
  if (before === null || after === null) return false;
  return stableText(whatDecides(before)) === stableText(whatDecides(after));
}

function whatDecides(definition: PolicyDefinition) {
  return Object.entries(definition).filter(([part]) => decides[part as keyof PolicyDefinition]);
}
