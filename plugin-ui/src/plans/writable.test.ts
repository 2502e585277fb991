// A directory is only called writable, or read only, where somebody tells.
import { expect, it } from 'vitest';
import { isWritable } from './writable.ts';

it.each([
  [['CREATE_USER', 'UPDATE_GROUP'], 'yes'],
  [['update_user'], 'yes'],
  [['UPDATE_GROUP', 'UPDATE_USER_ATTRIBUTE'], 'no'],
  [[], 'no'],
  [null, 'unknown'],
] as const)('a directory with the operations %j is writable: %s', (operations, writable) => {
  expect(isWritable(operations)).toBe(writable);
});
