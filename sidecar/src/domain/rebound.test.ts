// Which later sights contradict a change, and what is said to have done it.
import { describe, expect, it } from 'vitest';
import { makePerson, now, seenAt } from '../../../test/support/people.ts';
import type { Change } from './action.ts';
import { findRebound, isTakenBackBy, isUndoneByStatus } from './rebound.ts';

const doneAt = '2026-02-01T12:00:00.000Z';
const sight = (facts: Parameters<typeof makePerson>[0], knowledge: 'complete' | 'unreadable' = 'complete') => ({
  person: makePerson(facts),
  groupKnowledge: () => knowledge,
  isSynchronised: () => false,
});
const join: Change = { kind: 'add-to-group', group: 'Staff' };
const leave: Change = { kind: 'remove-from-group', group: 'Staff' };

describe('a change that is looked at again', () => {
  it('is undone by the opposite status, and names a sign-in since where there was one', () => {
    const disable = { change: { kind: 'disable' } as const, doneAt };
    expect(findRebound(disable, sight({ status: 'disabled' }))).toBeNull();
    expect(findRebound(disable, sight({ status: 'unknown' }))).toBeNull();
    expect(findRebound(disable, sight({ status: 'active', activity: seenAt(now) }))).toBe('signed-in-since');
    expect(findRebound(disable, sight({ status: 'active', activity: seenAt('2026-01-01T00:00:00.000Z') }))).toBe(
      'unknown',
    );
    expect(findRebound({ change: { kind: 'delete' }, doneAt }, sight({}))).toBe('unknown');
  });

  it('is undone by a membership that is there again, and by one that is gone only where the group was read', () => {
    expect(findRebound({ change: leave, doneAt }, sight({ groups: ['staff'] }))).toBe('unknown');
    expect(findRebound({ change: leave, doneAt }, sight({ groups: [{ group: 'staff', direct: false }] }))).toBeNull();
    expect(findRebound({ change: join, doneAt }, sight({ groups: [] }))).toBe('unknown');
    expect(findRebound({ change: join, doneAt }, sight({ groups: [] }, 'unreadable'))).toBeNull();
  });

  it('shows in no status where it was made in a single directory', () => {
    expect(isUndoneByStatus({ kind: 'disable-account', directory: 'Crowd' }, 'active')).toBe(false);
  });

  it('is taken back by its opposite on the same group, names compared as Confluence does', () => {
    expect(isTakenBackBy(join, { kind: 'remove-from-group', group: 'STAFF' })).toBe(true);
    expect(isTakenBackBy(join, { kind: 'remove-from-group', group: 'other' })).toBe(false);
    expect(isTakenBackBy({ kind: 'disable' }, { kind: 'enable' })).toBe(true);
    expect(isTakenBackBy({ kind: 'disable' }, { kind: 'disable' })).toBe(false);
  });
});
