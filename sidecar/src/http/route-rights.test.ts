// What is open to the helpdesk, which stands beside the roles that include each other.
import { expect, it } from 'vitest';
import { mayCall, namedRoutes, rightTo } from './route-rights.ts';

const rightOf = (route: string) => rightTo(...(route.split(' ') as [string, string]));

it('the helpdesk has its own session, one user by name and giving back, and nothing else', () => {
  const open = namedRoutes.filter((route) => mayCall('helpdesk', rightOf(route)));
  expect(open.sort()).toEqual([
    'DELETE /session',
    'GET /helpdesk/give-backs/:id',
    'GET /helpdesk/user',
    'GET /session',
    'POST /helpdesk/give-backs',
    'POST /session/proof',
  ]);
  expect(mayCall('helpdesk', rightTo('GET', '/users'))).toBe(false);
});

it('giving back takes an operator or the helpdesk, with credentials of the last ten minutes', () => {
  const right = rightTo('POST', '/helpdesk/give-backs');
  expect(right).toMatchObject({ role: 'operator', helpdesk: true, proof: true });
  expect(mayCall('auditor', right)).toBe(false);
});
