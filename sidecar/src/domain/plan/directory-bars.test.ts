// What the directories of a user's accounts do not let happen: barred where somebody says so, planned where nobody does.
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../../test/support/people.ts';
import { ableToDoAll, noFacts, placesUntold, select } from '../../../../test/support/plans.ts';
import type { Account, AccountsKnown } from '../account.ts';
import type { Action } from '../action.ts';
import type { Username } from '../user.ts';
import { type DirectoryAllows, successorsOf } from './directory-bars.ts';
import { type PlanInput, planEntries, summarise } from './plan.ts';

function account(directory: string, parts: Partial<Account> = {}): Account {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username: 'mara' as Username, status: 'active', effective: false, ...told, ...parts };
}

function know(...accounts: Account[]): Extract<AccountsKnown, { kind: 'told' }> {
  return { kind: 'told', complete: true, accounts };
}

/** `free` allows everything, `shut` nothing, and of every other directory nobody tells. */
const directoryAllows: DirectoryAllows = (directory) =>
  directory === 'free' ? 'yes' : directory === 'shut' ? 'no' : 'untold';

function plan(accounts: AccountsKnown, action: Action, more: Partial<PlanInput> = {}) {
  const [entry] = planEntries({
    actions: [action],
    people: [select(makePerson({ accounts, groups: ['licence'] }))],
    abilities: ableToDoAll,
    refuse: () => null,
    facts: noFacts,
    membersKnown: () => true,
    ...placesUntold,
    directoryAllows,
    ...more,
  });
  if (entry === undefined) throw new Error('Somebody selected has no entry.');
  const [step] = entry.steps;
  const disposition = step?.disposition;
  return { entry, said: disposition !== undefined && 'reason' in disposition ? disposition.reason : disposition?.kind };
}

/** The user takes a seat by being a direct member of these groups. */
function licensedBy(...groups: string[]): PlanInput['facts'] {
  const grants = groups.map((group) => ({ group, direct: true, through: [] }));
  return { ...noFacts, seatOf: () => ({ seat: groups.length > 0 ? 'yes' : 'no', grants, ownGrant: 'no' }) };
}

const leave: Action = { removeFromGroups: ['licence'] };
const speaking = (directory: string) => account(directory, { effective: true });

describe('a user whose account speaks from a read-only directory', () => {
  const shut = know(speaking('shut'));

  it.each<Action>(['disable', 'delete', leave, { addToGroups: ['new'] }])(
    'is planned as unsupported for %j',
    (action) => {
      expect(plan(shut, action).said).toBe('directory-read-only');
    },
  );

  it('can be changed as far as anybody tells where what the directory allows is not told', () => {
    for (const action of ['disable', 'delete', leave] as const)
      expect(plan(know(speaking('dark')), action).said).toBe('planned');
  });

  it('keeps memberships that another directory may hold, and whatever an unread directory may hold', () => {
    expect(plan(know(speaking('shut'), account('free')), leave).said).toBe('planned');
    expect(plan({ ...shut, complete: false }, leave).said).toBe('planned');
  });

  it('is not deleted from another directory alone', () => {
    expect(plan(know(speaking('free'), account('shut')), 'delete').said).toBe('directory-read-only');
    expect(plan(know(speaking('free'), account('shut', { effective: null })), 'delete').said).toBe('planned');
  });
});

describe('disabling a user of several accounts', () => {
  it('is unsupported where another active account would take over for certain', () => {
    const known = know(speaking('free'), account('dark'));
    expect(plan(known, 'disable').said).toBe('another-account-takes-over');
    expect(successorsOf(known)[0]?.directory).toBe('dark');
  });

  it('is planned where the others are disabled, where they may not count, or where it is not known who speaks', () => {
    expect(plan(know(speaking('free'), account('dark', { status: 'disabled' })), 'disable').said).toBe('planned');
    expect(plan(know(speaking('free'), account('dark', { effective: null })), 'disable').said).toBe('planned');
    expect(plan(know(account('free', { effective: null }), account('dark')), 'disable').said).toBe('planned');
    expect(plan({ kind: 'untold' }, 'disable').said).toBe('planned');
  });
});

describe('the notes of a plan', () => {
  it('offer to take the licence group away where the account cannot be changed and the membership can', () => {
    const known = know(speaking('shut'), account('free'));
    expect(plan(known, 'disable', { facts: licensedBy('licence') }).entry.notes).toEqual(['licence-group-removable']);
  });

  it('offer nothing that cannot be done: no such membership, a guard, or a directory that holds it fast', () => {
    const known = know(speaking('shut'), account('free'));
    expect(plan(known, 'disable', { facts: licensedBy() }).entry.notes).toEqual([]);
    expect(plan(know(speaking('shut')), 'disable', { facts: licensedBy('licence') }).entry.notes).toEqual([]);
    const refuse: PlanInput['refuse'] = (_, change) => (change.kind === 'disable' ? null : { guard: 'role-group' });
    expect(plan(known, 'disable', { facts: licensedBy('licence'), refuse }).entry.notes).toEqual([]);
  });

  it('say that nobody tells the directory of somebody who is to be changed, and count them', () => {
    const { entry } = plan({ kind: 'untold' }, 'disable');
    expect(entry.notes).toEqual(['directory-not-told']);
    const rest = { snapshotId: 1, usersRead: 9, unknownByReason: {}, unknownUsers: 0, seats: null };
    expect(summarise({ ...rest, entries: [entry, entry] }).notes).toEqual({ 'directory-not-told': 2 });
    expect(plan(know(speaking('free')), 'disable').entry.notes).toEqual([]);
  });
});

it('keeps what was known of accounts in the before-image', () => {
  const known = know(speaking('free'), account('dark'));
  expect(plan(known, 'disable').entry.before.accounts).toEqual(known);
  expect(plan({ kind: 'untold' }, 'disable').entry.before).not.toHaveProperty('accounts');
});

describe('deleting where possible, otherwise disabling', () => {
  const outOfReach = {
    unsupportedChange: (change: { kind: string }) => (change.kind === 'delete' ? 'capability-absent' : null),
  } as const;

  it('deletes where that can be done, and says before anybody approves that nothing takes it back', () => {
    const { entry } = plan(know(speaking('free')), 'deleteOrDisable');
    expect(entry.steps).toEqual([{ change: { kind: 'delete' }, disposition: { kind: 'planned' } }]);
    expect(entry.notes).toEqual(['beyond-undo']);
    expect(plan(know(speaking('free')), 'delete').entry.notes).toEqual(['beyond-undo']);
  });

  it('disables where deleting cannot be done, and says so with the reason', () => {
    const { entry } = plan(know(speaking('free')), 'deleteOrDisable', { abilities: outOfReach });
    const disposition = { kind: 'planned', insteadOf: 'delete', reason: 'capability-absent' };
    expect(entry.steps).toEqual([{ change: { kind: 'disable' }, disposition }]);
    expect(entry.notes).toEqual(['disabled-instead']);
  });

  it('says of both why they cannot be done, where neither can', () => {
    const { entry } = plan(know(speaking('shut')), 'deleteOrDisable');
    const disposition = { kind: 'unsupported', reason: 'directory-read-only' };
    expect(entry.steps).toEqual([
      { change: { kind: 'delete' }, disposition },
      { change: { kind: 'disable' }, disposition },
    ]);
  });

  it('does neither to whom a guard protects', () => {
    const refuse = () => ({ guard: 'administrator' });
    const { entry } = plan(know(speaking('free')), 'deleteOrDisable', { refuse, abilities: outOfReach });
    expect(entry.steps).toEqual([
      { change: { kind: 'delete' }, disposition: { kind: 'refused', guard: 'administrator' } },
    ]);
  });

  it('plans no deletion in place of another action: a plain delete that cannot be done stays undone', () => {
    const { entry } = plan(know(speaking('free')), 'delete', { abilities: outOfReach });
    expect(entry.steps).toEqual([
      { change: { kind: 'delete' }, disposition: { kind: 'unsupported', reason: 'capability-absent' } },
    ]);
  });
});
