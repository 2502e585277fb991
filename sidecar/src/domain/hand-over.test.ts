// What is handed over to the owners of directories, and what a snapshot must show before a task counts as done.
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../test/support/people.ts';
import type { Account, AccountsKnown } from './account.ts';
import type { Change } from './action.ts';
import type { GroupKnowledge } from './criteria/matches.ts';
import { dueAt, findEnd, findTasks, type HandOverTask, type ShownUser } from './hand-over.ts';
import type { Username } from './user.ts';

function account(directory: string, parts: Partial<Account> = {}): Account {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username: 'mara' as Username, status: 'active', effective: true, ...told, ...parts };
}

const told = (...accounts: Account[]): AccountsKnown => ({ kind: 'told', complete: true, accounts });
/** LDAP lets nothing happen, the internal directory everything, of anything else nobody tells. */
const allows = (directory: string) => (directory === 'LDAP' ? 'no' : directory === 'Internal' ? 'yes' : 'untold');
const unsupported = (change: Change, reason = 'directory-read-only') =>
  ({ change, outcome: { kind: 'unsupported', reason } }) as const;
const leave = (group: string): Change => ({ kind: 'remove-from-group', group });

function tasksOf(accounts: AccountsKnown, ...steps: ReturnType<typeof unsupported>[]) {
  return findTasks({ steps, accounts, allows }).map(({ change, directory, reason }) => [
    change.kind,
    directory,
    reason,
  ]);
}

describe('a task for the owner of a directory', () => {
  it('is what a read-only directory does not let happen, with the directory', () => {
    const steps = [unsupported({ kind: 'disable' }), unsupported(leave('users')), unsupported({ kind: 'delete' })];
    expect(tasksOf(told(account('LDAP')), ...steps)).toEqual([
      ['disable', 'LDAP', 'directory-read-only'],
      ['remove-from-group', 'LDAP', 'directory-read-only'],
      ['delete', 'LDAP', 'directory-read-only'],
    ]);
  });

  it('is a group inside a licence group only where its directory is read-only', () => {
    const step = unsupported(leave('subsidiary-staff'), 'nested-grant');
    expect(tasksOf(told(account('LDAP')), step)).toEqual([['remove-from-group', 'LDAP', 'nested-grant']]);
    expect(tasksOf(told(account('Internal')), step)).toEqual([]);
    expect(tasksOf(told(account('Unheard of')), step)).toEqual([]);
  });

  it('is the account that would take over, where that one cannot be changed', () => {
    const accounts = told(account('Internal'), account('LDAP', { effective: false }));
    const step = unsupported({ kind: 'disable' }, 'another-account-takes-over');
    expect(tasksOf(accounts, step)).toEqual([['disable', 'LDAP', 'another-account-takes-over']]);
    const writable = told(account('LDAP'), account('Internal', { effective: false }));
    expect(tasksOf(writable, step)).toEqual([]);
  });

  it('names no directory where several could hold the membership or nobody can tell who speaks', () => {
    const both = told(account('LDAP'), account('LDAP', { effective: false, username: 'Mara' as Username }));
    expect(tasksOf(both, unsupported(leave('users')))).toEqual([['remove-from-group', null, 'directory-read-only']]);
    const open = told(account('LDAP', { effective: null }));
    expect(tasksOf(open, unsupported({ kind: 'disable' }))).toEqual([['disable', null, 'directory-read-only']]);
  });

  it('is nothing that was done, that another way out exists for, that nobody could see done, or without accounts told', () => {
    const accounts = told(account('LDAP'));
    expect(tasksOf(accounts, unsupported({ kind: 'take-licence' }, 'own-grant'))).toEqual([]);
    expect(tasksOf(accounts, unsupported({ kind: 'set-random-password' }))).toEqual([]);
    expect(tasksOf(accounts, unsupported({ kind: 'disable' }, 'capability-absent'))).toEqual([]);
    const applied = [{ change: { kind: 'disable' }, outcome: { kind: 'applied' } }] as const;
    expect(findTasks({ steps: applied, accounts, allows })).toEqual([]);
    expect(tasksOf({ kind: 'untold' }, unsupported({ kind: 'disable' }))).toEqual([]);
  });

  it('is the deletion of somebody whom no directory has any more, and nothing else about them', () => {
    const steps = [unsupported({ kind: 'delete' }, 'unsynced'), unsupported({ kind: 'disable' }, 'unsynced')];
    expect(tasksOf({ kind: 'untold' }, ...steps)).toEqual([['delete', null, 'unsynced']]);
    expect(tasksOf(told(), unsupported(leave('staff'), 'unsynced'))).toEqual([]);
  });

  it('is due so many days after it was opened', () => {
    expect(dueAt('2026-03-01T12:00:00.000Z', 14)).toBe('2026-03-15T12:00:00.000Z');
  });
});

describe('the end of a task', () => {
  const task = (change: HandOverTask['change'], more: Partial<HandOverTask> = {}): HandOverTask => ({
    change,
    directory: 'LDAP',
    reason: 'directory-read-only',
    ...more,
  });
  const shown = (person: ShownUser['person'], knowledge: GroupKnowledge = 'complete', listComplete = true) => ({
    person,
    listComplete,
    groupKnowledge: () => knowledge,
    unsynced: null,
  });
  const disable = task({ kind: 'disable' });
  const leaveStaff = task({ kind: 'remove-from-group', group: 'Staff' });

  it('is the user disabled, or the account alone, or gone from its directory', () => {
    expect(findEnd(disable, shown(makePerson()))).toBeNull();
    expect(findEnd(disable, shown(makePerson({ status: 'unknown' })))).toBeNull();
    expect(findEnd(disable, shown(makePerson({ status: 'disabled' })))).toBe('disabled');
    const having = (...accounts: Account[]) => shown({ ...makePerson(), accounts: told(...accounts) });
    expect(findEnd(disable, having(account('Internal'), account('ldap', { status: 'disabled' })))).toBe('disabled');
    expect(findEnd(disable, having(account('Internal')))).toBe('account-is-gone');
    expect(findEnd(disable, having(account('LDAP')))).toBeNull();
  });

  it('is not that an account was not seen where a directory was not read', () => {
    const accounts: AccountsKnown = { kind: 'told', complete: false, accounts: [account('Internal')] };
    expect(findEnd(disable, shown({ ...makePerson(), accounts }))).toBeNull();
  });

  it('is the user gone, but only where everybody was listed', () => {
    for (const one of [disable, leaveStaff, task({ kind: 'delete' })]) {
      expect(findEnd(one, shown(null))).toBe('user-is-gone');
      expect(findEnd(one, shown(null, 'complete', false))).toBeNull();
    }
    expect(findEnd(task({ kind: 'delete' }), shown(makePerson({ status: 'disabled' })))).toBeNull();
  });

  it('is, of somebody unsynced, that they are so no more, and never that they were not looked for', () => {
    const one = task({ kind: 'delete' }, { directory: null, reason: 'unsynced' });
    const found = (unsynced: boolean | null, person: ShownUser['person'] = null, listComplete = true) =>
      findEnd(one, { ...shown(person, 'complete', listComplete), unsynced });
    expect(found(null)).toBeNull();
    expect(found(true)).toBeNull();
    expect(found(false)).toBe('user-is-gone');
    expect(found(false, null, false)).toBeNull();
    expect(found(false, makePerson())).toBe('user-is-back');
  });

  it('is the group left, directly and through others, but only where its members are known', () => {
    expect(findEnd(leaveStaff, shown(makePerson({ groups: ['staff'] })))).toBeNull();
    expect(findEnd(leaveStaff, shown(makePerson({ groups: [{ group: 'staff', direct: false }] })))).toBeNull();
    expect(findEnd(leaveStaff, shown(makePerson()))).toBe('left-group');
    expect(findEnd(leaveStaff, shown(makePerson(), 'missing'))).toBe('left-group');
    expect(findEnd(leaveStaff, shown(makePerson(), 'unreadable'))).toBeNull();
    expect(findEnd(leaveStaff, shown(makePerson(), 'nesting-unread'))).toBe('left-group');
    const nested = { ...leaveStaff, reason: 'nested-membership' as const };
    expect(findEnd(nested, shown(makePerson(), 'nesting-unread'))).toBeNull();
  });

  it('is the user enabled or in the group, where that was asked for', () => {
    expect(findEnd(task({ kind: 'enable' }), shown(makePerson({ status: 'disabled' })))).toBeNull();
    expect(findEnd(task({ kind: 'enable' }), shown(makePerson()))).toBe('enabled');
    const join = task({ kind: 'add-to-group', group: 'staff' });
    expect(findEnd(join, shown(makePerson()))).toBeNull();
    expect(findEnd(join, shown(makePerson({ groups: ['Staff'] })))).toBe('joined-group');
  });
});
