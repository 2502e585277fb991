// `policy plan`: simulates a policy in use, or one in a file, and shows who would be changed.
import { urlFlag } from '../api/find-address.ts';
import type { Command } from '../frame/command.ts';

export const policyPlan: Command = {
  name: 'policy plan',
  takes: 'ID|FILE',
  words: { least: 1, most: 1, what: 'the id of a policy, or a file with one' },
  about: 'shows who a policy would change, and changes nothing',
  details: [
    'It asks the sidecar with your own Confluence token. The simulation is made of what was read last (sync reads anew),',
    'and kept for 30 days. A word that ends in .yaml or .yml, or has a slash in it, is a file; it is not saved as a policy.',
    '',
    '  user-management policy plan inactive-90-days | less',
    '  user-management policy plan ./inactive-90-days.yaml --json',
  ],
  flags: [urlFlag],
  run: async (call) => {
    const { planPolicy } = await import('./plan-policy.ts');
    return planPolicy(call);
  },
};
