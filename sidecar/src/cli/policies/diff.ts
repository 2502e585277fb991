// `policy diff`: what taking in these files would change, said in words before anything is saved.
import { urlFlag } from '../api/find-address.ts';
import type { Command } from '../frame/command.ts';
import { someFiles } from './read-files.ts';

export const policyDiff: Command = {
  name: 'policy diff',
  takes: 'FILE…',
  words: someFiles,
  about: 'says what policy files would change of the policies in use',
  details: [
    'It asks the sidecar with your own Confluence token, and saves nothing. Each policy is new, changed in the places',
    'that are told, the same, or refused with its faults; it ends with 1 where one is refused. A policy keeps its mode:',
    'what changes a live one is acted upon by its next run.',
    '',
    '  user-management policy diff inactive-90-days.yaml',
  ],
  flags: [urlFlag],
  run: async (call) => {
    const { diffPolicies } = await import('./diff-policies.ts');
    return diffPolicies(call);
  },
};
