// What can be done at this Confluence, how we know, and what would bring the rest.
import type { CapabilityState } from '../../adapters/ports.ts';
import { sentenceOf } from '../../errors.ts';
import { describeAbility } from './ability-words.ts';
import type { Check } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

export const checkAbilities: Check = {
  name: 'abilities',
  title: 'Abilities',
  after: 'sign-in',
  run: async ({ host }) => {
    const states = await host.capabilities({ again: true });
    return states.map(judgeAbility);
  },
};

function judgeAbility({ capability, way, absence, evidence }: CapabilityState): Finding {
  const words = describeAbility(capability);
  if (absence !== null) return warning(`Cannot ${words}.`, sentenceOf(absence), { evidence });
  return ok(`Can ${words}${way === 'json-rpc' ? ', by the Remote API' : ''}.`, { evidence });
}
