// Whether Confluence can be changed at all just now.
import type { Check } from './check.ts';
import { ok, warning } from './finding.ts';

export const checkAccessMode: Check = {
  name: 'access-mode',
  title: 'Access mode',
  after: 'sign-in',
  run: async ({ host }) => {
    const evidence = 'GET /rest/api/accessmode';
    if (!(await host.isReadOnly())) return [ok('Confluence takes changes.', { evidence })];
    const todo = 'Switch Confluence back to read-write when its maintenance is over; until then runs only rehearse.';
    return [warning('Confluence is in read-only mode.', todo, { evidence })];
  },
};
