// What a user was and would be, in one line each; nothing where nothing is planned.
import { expect, it } from 'vitest';
import { makeReported } from '../../../test/support/reports.ts';
import type { ReportedUser } from '../domain/report.ts';
import { listGroups, wordPlanned, wordState } from './before-after.ts';

const planned = (user: ReportedUser): ReportedUser => ({
  ...user,
  steps: user.steps.map((step) => ({ ...step, disposition: { kind: 'planned' } })),
});

it('tells status, groups and seat before and as planned', () => {
  const user = planned(makeReported('mara'));
  const seated = { ...user, before: { ...user.before, seat: 'yes', seatAfter: 'no' } as const };
  expect(wordState(seated.before)).toBe('active, 2 groups, takes a seat');
  expect(wordPlanned(seated)).toBe('disabled, 1 group, no seat');
  expect(wordPlanned(user)).toBe('disabled, 1 group');
});

it('calls nobody a stranger to all groups, or a member of so many, where the members of some could not be read', () => {
  const user = planned(makeReported('mara'));
  const partly = { ...user, before: { ...user.before, groupsIncomplete: true } as const };
  expect(wordState(partly.before)).toBe('active, at least 2 groups');
  expect(wordPlanned(partly)).toBe('disabled, at least 1 group');
  expect(listGroups(partly.before)).toBe('confluence-users; marketing; (others not known)');
  const none = { ...partly, before: { ...partly.before, directGroups: [] } };
  expect(wordState(none.before)).toBe('active, groups not known');
  expect(wordPlanned(none)).toBe('disabled, groups not known');
  expect(listGroups(none.before)).toBe('(not known)');
});

it('tells that nothing is left of whoever is to be deleted', () => {
  const user = makeReported('mara', { steps: [{ change: { kind: 'delete' }, outcome: null, verification: null }] });
  expect(wordPlanned(planned(user))).toBe('deleted');
});

it('says nothing of somebody who stays as they are', () => {
  const user = makeReported('mara', {
    steps: [{ change: { kind: 'disable' }, disposition: { kind: 'already' }, outcome: null, verification: null }],
  });
  expect(wordPlanned(user)).toBeNull();
});
