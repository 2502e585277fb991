// Directories joined from several witnesses.
import { expect, it } from 'vitest';
import { allowsOperation, joinDirectories, type ToldDirectory } from './directory.ts';

function tell(name: string, parts: Partial<ToldDirectory> = {}): ToldDirectory {
  return { name, id: null, kind: null, active: null, order: null, operations: null, synchronising: null, ...parts };
}

it('joins what witnesses say of the same directory by its folded name, and believes the database first', () => {
  const joined = joinDirectories({
    confluence: [tell('Corporate AD', { id: '2', order: 0, synchronising: true })],
    database: [tell('corporate ad', { id: '7', order: 1, kind: 'connector', operations: [] })],
  });
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
  const joined = joinDirectories({
    confluence: [tell('Second', { order: 1 }), tell('First', { order: 0 })],
    crowd: [tell('Zebra'), tell('apple')],
  });
  expect(joined.map((directory) => directory.name)).toEqual(['First', 'Second', 'apple', 'Zebra']);
});

it('says of an operation that it is allowed, not allowed, or untold, and never guesses', () => {
  const [told, untold] = joinDirectories({
    database: [tell('a', { order: 0, operations: ['UPDATE_USER'] }), tell('b')],
  });
  expect(allowsOperation(told, 'UPDATE_USER')).toBe('yes');
  expect(allowsOperation(told, 'DELETE_USER')).toBe('no');
  expect(allowsOperation(untold, 'UPDATE_USER')).toBe('untold');
  expect(allowsOperation(undefined, 'UPDATE_USER')).toBe('untold');
});
