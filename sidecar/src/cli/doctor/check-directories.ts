// The user directories of Confluence in the order in which they are asked, where it tells them.
import { HostFailure } from '../../adapters/ports.ts';
import type { Check } from './check.ts';
import { ok, warning } from './finding.ts';

const evidence = 'GET /rest/crowd/latest/directory';

export const checkDirectories: Check = {
  name: 'directories',
  title: 'Directories',
  after: 'sign-in',
  run: async ({ host }) => {
    try {
      const directories = await host.directories();
      if (directories !== null) {
        const names = directories.map(({ name }) => `"${name}"`).join(', ');
        const count = directories.length === 1 ? '1 directory' : `${directories.length} directories, in this order`;
        return [ok(`Users come from ${count}: ${names}.`, { evidence })];
      }
    } catch (error) {
      if (!(error instanceof HostFailure) || !/forbidden|unauthorised|not_administrator/.test(error.code)) throw error;
    }
    const todo = 'Make the service account a system administrator, who alone may see the directories.';
    return [warning('Confluence does not tell its user directories.', todo, { evidence })];
  },
};
