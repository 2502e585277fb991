// Which account speaks for a user, over directories that are in order, switched off or unused.
import { describe, expect, it } from 'vitest';
import { rankAccounts, type Standing } from './effective.ts';

const directories = new Map<string, Standing>(
  [
    { id: 'first', active: true, order: 0 },
    { id: 'second', active: true, order: 1 },
    { id: 'off', active: false, order: 2 },
    { id: 'untold', active: null, order: 3 },
    { id: 'unused', active: true, order: null },
  ].map((one) => [one.id, one]),
);
const account = (directoryId: string, active: boolean | null) => ({ id: directoryId, directoryId, active });
const rank = (...accounts: ReturnType<typeof account>[]) => rankAccounts(accounts, directories).map(({ id }) => id);

describe('rankAccounts', () => {
  it('puts the earlier directory first', () => {
    expect(rank(account('second', true), account('first', true))).toEqual(['first', 'second']);
  });
  it('lets a disabled account hand over to an active one below it', () => {
    expect(rank(account('first', false), account('second', true))).toEqual(['second', 'first']);
  });
  it('keeps the order where none is active, and takes unknown for not active', () => {
    expect(rank(account('second', false), account('first', null))).toEqual(['first', 'second']);
  });
  it('leaves out directories that are switched off, unknown, unused or gone', () => {
    expect(rank(account('off', true), account('untold', true), account('unused', true), account('gone', true))).toEqual(
      [],
    );
  });
});
