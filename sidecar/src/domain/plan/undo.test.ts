// What an undo says of a user whose status nobody tells: unknown is never somebody else's doing.
import { expect, it } from 'vitest';
import { undoEntry } from './undo.ts';

const before = { status: 'active', directGroups: [], displayName: 'Ada', email: null } as const;

it.each([
  ['unknown', []],
  ['disabled', []],
  ['active', ['changed-since']],
] as const)('of a user who was disabled and is %s now', (status, notes) => {
  const entry = { before, steps: [{ change: { kind: 'disable' }, outcome: { kind: 'applied' } }] } as const;
  const { intents, notes: said } = undoEntry(entry, { status, directGroups: [] });
  expect(said).toEqual(notes);
  expect(intents.map(({ change }) => change.kind)).toEqual(['enable']);
});
