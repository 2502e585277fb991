// Tests that statements are prepared once while they are in use, and not kept for ever.
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { keepStatements } from './statements.ts';

it('prepares a statement once while it is among the last used', () => {
  const database = new SqliteDatabase(':memory:');
  const kept = keepStatements(database);
  const first = kept.prepare('select 1 as one');
  for (let number = 0; number < 150; number += 1) kept.prepare(`select ${number} as other`);
  expect(kept.prepare('select 1 as one')).toBe(first);
  for (let number = 0; number < 250; number += 1) kept.prepare(`select ${number} as another`);
  expect(kept.prepare('select 1 as one')).not.toBe(first);
  kept.close();
  expect(database.open).toBe(false);
});
