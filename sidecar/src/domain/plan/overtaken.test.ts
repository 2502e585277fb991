// When a later step answers an earlier one, so that taking back the earlier one would undo what was meant afterwards.
import { expect, it } from 'vitest';
import type { Change } from '../action.ts';
import type { OutcomeKind } from '../run.ts';
import { isOvertakenBy } from './overtaken.ts';

type Plain = Extract<OutcomeKind, 'applied' | 'applied-without-effect' | 'pending-synchronisation' | 'already'>;
const later = (change: Change, kind: Plain) => ({ change, outcome: { kind } });
const disable: Change = { kind: 'disable' };
const enable: Change = { kind: 'enable' };

it('the same change again answers an earlier one wherever it may be in force', () => {
  expect(isOvertakenBy(disable, later(disable, 'applied'))).toBe(true);
  expect(isOvertakenBy(disable, later(disable, 'pending-synchronisation'))).toBe(true);
  expect(isOvertakenBy(disable, { change: disable, outcome: { kind: 'unknown', code: 'host_timeout' } })).toBe(true);
  expect(isOvertakenBy(disable, later(disable, 'already'))).toBe(false);
  expect(isOvertakenBy(disable, { change: disable, outcome: null })).toBe(false);
});

it('the opposite change answers it only where it surely worked, so that an undo without effect can be tried again', () => {
  expect(isOvertakenBy(disable, later(enable, 'applied'))).toBe(true);
  expect(isOvertakenBy(disable, later(enable, 'applied-without-effect'))).toBe(false);
  expect(isOvertakenBy(disable, later(enable, 'pending-synchronisation'))).toBe(false);
});

it('changes of other groups and other directories answer nothing, names compared as Confluence does', () => {
  const leave: Change = { kind: 'remove-from-group', group: 'Staff' };
  expect(isOvertakenBy(leave, later({ kind: 'add-to-group', group: 'staff' }, 'applied'))).toBe(true);
  expect(isOvertakenBy(leave, later({ kind: 'add-to-group', group: 'guests' }, 'applied'))).toBe(false);
  expect(isOvertakenBy(leave, later(disable, 'applied'))).toBe(false);
  const account: Change = { kind: 'disable-account', directory: 'One' };
  expect(isOvertakenBy(account, later({ kind: 'enable-account', directory: 'Two' }, 'applied'))).toBe(false);
  expect(isOvertakenBy({ kind: 'delete' }, later({ kind: 'delete' }, 'applied'))).toBe(false);
});
