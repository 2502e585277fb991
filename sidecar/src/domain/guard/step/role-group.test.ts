// Rights in the administration are given by two administrators, and taken away by two only where a run is taken back.
import { expect, it } from 'vitest';
import { makePerson, type PersonFacts } from '../../../../../test/support/people.ts';
import { protect } from '../../../../../test/support/protection.ts';
import type { Change } from '../../action.ts';
import { foldName, type UserKey } from '../../user.ts';
import { judgePlanned, refuseStep } from '../step-guards.ts';
import type { Protection } from './guard.ts';

const folded = (names: readonly string[]) => new Set(names.map(foldName));

const roleGroups = folded(['um-operators']);

it('lets two administrators put somebody into a group that gives rights, and take out only where a run is taken back', () => {
  const lifted = { roleGroups, lifted: new Set(['role-group'] as const) };
  const change = (kind: 'add-to-group' | 'remove-from-group'): Change => ({ kind, group: 'um-operators' });
  expect(ask({}, lifted, change('add-to-group'))).toBeNull();
  expect(ask({}, lifted, change('remove-from-group'))).toBe('role-group');
  expect(ask({}, { ...lifted, takesBack: true }, change('remove-from-group'))).toBeNull();
  expect(ask({ username: 'Mara' }, { ...lifted, startedBy: 'mara' }, change('add-to-group'))).toBe('started-the-run');
});

it('plans a privileged change only where nothing else stands in its way', () => {
  const change: Change = { kind: 'add-to-group', group: 'um-operators' };
  const judge = (more: Partial<Protection>) => judgePlanned(makePerson({}), change, protect({ roleGroups, ...more }));
  expect(judge({})).toEqual({ privilege: 'role-group' });
  expect(judge({ protectedUsers: folded(['mara']) })).toEqual({ guard: 'protected-user' });
  expect(judge({ serviceAccounts: new Set(['key-mara' as UserKey]) })).toEqual({
    guard: 'looks-like-service-account',
  });
  expect(judge({ roleGroups: new Set() })).toBeNull();
});

function ask(facts: PersonFacts, more: Partial<Protection>, change: Change): string | null {
  return refuseStep(makePerson(facts), change, protect(more))?.guard ?? null;
}
