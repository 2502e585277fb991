// What others did to somebody whom a run has begun with, and what may be the run's own doing.
import { describe, expect, it } from 'vitest';
import type { Change } from '../action.ts';
import type { Outcome } from '../run.ts';
import type { BeforeImage } from './before-image.ts';
import { findChangeSince, type StateNow, takeBackOwn } from './own-part.ts';

const before: BeforeImage = {
  status: 'active',
  email: 'ada@example.com',
  displayName: 'Ada',
  directGroups: ['Confluence-Users', 'staff'],
};
const asBefore: StateNow = { status: 'active', directGroups: ['staff', 'confluence-users'] };
const disabled: StateNow = { ...asBefore, status: 'disabled' };
const disable: Change = { kind: 'disable' };
const leave: Change = { kind: 'remove-from-group', group: 'confluence-users' };
const park: Change = { kind: 'add-to-group', group: 'Parked' };
const elsewhere: Change = { kind: 'disable-account', directory: 'Crowd' };

function part(changes: readonly Change[], outcome: Outcome = { kind: 'applied' }, image = before) {
  const done = changes.map((change) => ({ change, disposition: { kind: 'planned' } as const, outcome }));
  const open = { change: disable, disposition: { kind: 'planned' } as const, outcome: null };
  return { before: image, steps: [...done, open] };
}

const everyGroup = () => true;
const since = (changes: readonly Change[], now: StateNow) => findChangeSince(part(changes), now, everyGroup);

describe('a user whom the run has begun with', () => {
  it.each<[string, readonly Change[], StateNow]>([
    ['was disabled', [disable], disabled],
    ['was taken out of a group', [leave], { ...asBefore, directGroups: ['staff'] }],
    ['was put into a group', [park], { ...asBefore, directGroups: [...asBefore.directGroups, 'parked'] }],
    ['was only warned', [{ kind: 'warn' }], asBefore],
  ])('is as the run left them where they %s', (_what, changes, now) => {
    expect(since(changes, now)).toBeNull();
    expect(takeBackOwn(part(changes), now).status).toBe('active');
    const folded = takeBackOwn(part(changes), now).directGroups.map((group) => group.toLowerCase());
    expect(folded.sort()).toEqual(['confluence-users', 'staff']);
  });

  it.each<[string, readonly Change[], StateNow, ReturnType<typeof since>]>([
    ['were enabled again', [disable], asBefore, { what: 'status-changed', isOwnUndone: true }],
    ['were disabled', [park], disabled, { what: 'status-changed', isOwnUndone: false }],
    ['were put back', [leave], asBefore, { what: 'group-changed', isOwnUndone: true }],
    ['were taken out again', [park], asBefore, { what: 'group-changed', isOwnUndone: true }],
    [
      'were put into another group',
      [leave],
      { ...asBefore, directGroups: ['staff', 'on-leave'] },
      { what: 'group-changed', isOwnUndone: false },
    ],
    ['lost another group', [leave], { ...asBefore, directGroups: [] }, { what: 'group-changed', isOwnUndone: false }],
  ])('is otherwise than the run left them where they %s', (_what, changes, now, expected) => {
    expect(since(changes, now)).toEqual(expected);
  });

  it('was changed by others where what held already holds no more', () => {
    const already = part([park], { kind: 'already' });
    expect(findChangeSince(already, asBefore, everyGroup)).toEqual({ what: 'group-changed', isOwnUndone: false });
  });

  it('is not said to have come into a group whose members were not read for the plan', () => {
    const now = { ...asBefore, directGroups: ['staff', 'secret'] };
    expect(findChangeSince(part([leave]), now, (group) => group !== 'secret')).toBeNull();
  });

  it('is not said to be changed where accounts were, as Confluence may not have read them', () => {
    for (const now of [asBefore, disabled, { ...disabled, directGroups: [] }]) {
      expect(since([elsewhere, disable], now)).toBeNull();
      expect(takeBackOwn(part([elsewhere, disable]), now)).toMatchObject({ status: 'active' });
      expect(takeBackOwn(part([elsewhere, disable]), now).directGroups).toHaveLength(2);
    }
  });

  it('keeps for the criteria what others did', () => {
    const now: StateNow = { status: 'disabled', directGroups: ['on-leave', 'parked'] };
    expect(takeBackOwn(part([park, leave]), now)).toEqual({
      status: 'disabled',
      directGroups: ['on-leave', 'Confluence-Users'],
    });
  });
});

it('a newcomer may be in groups that everybody new is put into, but not out of those they were given', () => {
  const image: BeforeImage = { ...before, status: 'unknown', directGroups: [], newcomer: { inTheWay: null } };
  const made = part([{ kind: 'create-user' }, park], { kind: 'applied' }, image);
  const given = ['parked', 'confluence-users'];
  expect(findChangeSince(made, { status: 'active', directGroups: given }, everyGroup)).toBeNull();
  expect(findChangeSince(made, asBefore, everyGroup)).toEqual({ what: 'group-changed', isOwnUndone: true });
  expect(findChangeSince(made, { ...disabled, directGroups: given }, everyGroup)?.what).toBe('status-changed');
});
