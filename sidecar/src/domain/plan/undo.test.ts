// What an undo says of a user whose status nobody tells: unknown is never somebody else's doing.
import { expect, it } from 'vitest';
import { undoEntry, undoUntold } from './undo.ts';

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

it('claims of nobody that somebody else changed them where Confluence may have yet to read a directory', () => {
  const disable = { change: { kind: 'disable' }, outcome: { kind: 'pending-synchronisation' } } as const;
  const inCrowd = { change: { kind: 'disable-account', directory: 'Crowd' }, outcome: disable.outcome } as const;
  const { intents, notes } = undoUntold({ before, steps: [inCrowd, disable] }, { status: 'active', directGroups: [] });
  expect(notes).toEqual(['reading-not-told']);
  expect(intents.map(({ change }) => change.kind)).toEqual(['enable', 'enable-account']);
});
