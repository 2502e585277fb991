// Directories joined from several witnesses.
import { expect, it } from 'vitest';
import { allowsOperation, joinDirectories, nameDirectory, type ToldDirectory } from './directory.ts';

function tell(name: string, parts: Partial<ToldDirectory> = {}): ToldDirectory {
  return { ...nameDirectory(name), ...parts };
}

it('joins what witnesses say of the same directory by its folded name, and believes the database first', () => {
  const joined = joinDirectories([
    { witness: 'confluence', told: [tell('Corporate AD', { id: '2', order: 0, synchronising: true })] },
    { witness: 'database', told: [tell('corporate ad', { id: '7', order: 1, kind: 'connector', operations: [] })] },
  ]);
  expect(joined).toEqual([
    {
      name: 'corporate ad',
      id: '7',
      kind: 'connector',
      active: null,
      order: 1,
      operations: [],
      synchronising: true,
      toldBy: ['database', 'confluence'],
    },
  ]);
});

it('keeps the order in which directories are asked, and puts those without a place last, by name', () => {
  const joined = joinDirectories([
    { witness: 'confluence', told: [tell('Second', { order: 1 }), tell('First', { order: 0 })] },
    { witness: 'crowd', told: [tell('Zebra')] },
    { witness: 'crowd', told: null },
    { witness: 'crowd', told: [tell('apple')] },
  ]);
  expect(joined.map((directory) => directory.name)).toEqual(['First', 'Second', 'apple', 'Zebra']);
});

it('says of an operation that it is allowed, not allowed, or untold, and never guesses', () => {
  const [told, untold] = joinDirectories([
    { witness: 'database', told: [tell('a', { order: 0, operations: ['UPDATE_USER'] }), tell('b')] },
  ]);
  expect(allowsOperation(told, 'UPDATE_USER')).toBe('yes');
  expect(allowsOperation(told, 'DELETE_USER')).toBe('no');
  expect(allowsOperation(untold, 'UPDATE_USER')).toBe('untold');
  expect(allowsOperation(undefined, 'UPDATE_USER')).toBe('untold');
});
