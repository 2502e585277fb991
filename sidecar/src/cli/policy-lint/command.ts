// `policy lint`: reads policy files as the sidecar would, and tells every fault with file, line and column.
import type { Command } from '../frame/command.ts';

export const policyLint: Command = {
  name: 'policy lint',
  takes: 'FILE…|FOLDER…',
  words: { least: 1, most: Number.POSITIVE_INFINITY, what: 'at least one file or folder' },
  about: 'checks policy files before the sidecar reads them',
  details: [
    'Prints one line a fault, file:line:column path: message, on stdout, and ends with 1 when there is one.',
    'Whether the groups exist is not checked here, because that needs Confluence: doctor does it.',
    '',
    '  user-management policy lint /etc/user-management/policies',
    '  user-management policy lint idle.yaml contractors.yaml',
  ],
  flags: [],
  run: async (call) => {
    const { lintPolicies } = await import('./lint-policies.ts');
    return lintPolicies(call);
  },
};
