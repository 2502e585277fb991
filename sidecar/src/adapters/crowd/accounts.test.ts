// Users in every form Crowd is known to write them, turned into accounts without a guess.
import { describe, expect, it } from 'vitest';
import { directoryIdOf, readAttributes, toAccount } from './accounts.ts';
import { wireUser } from './scripted-crowd.ts';

describe('an account', () => {
  it('has what Crowd tells', () => {
    const user = wireUser('ann', {
      'created-date': 1700000000000,
      'updated-date': '2024-01-02T03:04:05Z',
      attributes: { attributes: [{ name: 'lastAuthenticated', values: ['1700000000123'] }] },
    });
    expect(toAccount(user)).toEqual({
      key: '1:ann',
      directoryId: '1',
      username: 'ann',
      firstName: 'Ann',
      lastName: 'Other',
      displayName: 'Ann Other',
      email: 'Ann@Example.com',
      status: 'active',
      createdAt: '2023-11-14T22:13:20.000Z',
      updatedAt: '2024-01-02T03:04:05.000Z',
      attributes: new Map([['lastAuthenticated', ['1700000000123']]]),
      lastAuthenticated: 1700000000123,
      lastActive: undefined,
    });
  });

  it('leaves open what is not told', () => {
    expect(toAccount({ name: 'ann' })).toMatchObject({
      key: null,
      directoryId: null,
      displayName: 'ann',
      email: null,
      status: 'unknown',
      createdAt: null,
      lastAuthenticated: undefined,
    });
    expect(toAccount(wireUser('ann', { active: 'true', email: '', key: 7 }))).toMatchObject({
      key: null,
      email: null,
      status: 'unknown',
    });
  });

  it.each([
    ['1:{0000-0000}', undefined, '1'],
    ['32769:a:b', 32769, '32769'],
    ['32769:a', '32769', '32769'],
    ['1:a', 2, null],
    ['1:', undefined, null],
    ['one:a', undefined, null],
    ['a', undefined, null],
    [undefined, 1, null],
  ])('with key %s and directory-id %s is of directory %s', (key, told, id) => {
    expect(directoryIdOf({ name: 'ann', key, 'directory-id': told })).toBe(id);
  });

  it.each([
    ['in the plural', { attributes: [{ name: 'a', values: ['1', '2'] }] }],
    ['in the singular', { attribute: [{ name: 'a', values: { value: ['1', '2'] } }] }],
    ['as the list itself', [{ name: 'a', values: ['1', 2] }]],
  ])('has its attributes %s', (_form, wire) => {
    expect(readAttributes(wire)).toEqual(new Map([['a', ['1', '2']]]));
  });

  it('has no attributes where the list is missing, empty or odd', () => {
    for (const wire of [undefined, null, 'x', {}, { attributes: [] }, { attributes: [null, { values: ['1'] }] }]) {
      expect(readAttributes(wire)).toEqual(new Map());
    }
    expect(readAttributes([{ name: '__proto__', values: null }])).toEqual(new Map([['__proto__', []]]));
  });

  it.each([
    ['1700000000123', 1700000000123],
    [' 0 ', 0],
    ['', undefined],
    ['yesterday', 'yesterday'],
    ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
  ])('was last active at "%s": %s', (value, told) => {
    const attributes = [{ name: 'lastActive', values: [value] }];
    expect(toAccount(wireUser('ann', { attributes })).lastActive).toBe(told);
  });
});
