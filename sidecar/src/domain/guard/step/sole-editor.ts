// Somebody whom the plan could not tell about turns out to be the only one who may edit a page; the refusal names it.
import { takesAway } from '../../impact.ts';
import type { StepGuard } from './guard.ts';

export const soleEditor: StepGuard<'sole-editor'> = ({ person, change, protection }) => {
  const pages = protection.soleEditors.get(person.user.userKey);
  if (pages === undefined || pages === 'unknown' || pages.length === 0 || !takesAway(change)) return null;
  return { guard: 'sole-editor', details: { pages: pages.slice(0, mostNamed) } };
};

/** The journal needs no hundreds of them: the page itself shows who may edit it. */
const mostNamed = 10;
