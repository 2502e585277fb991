// The sentences about users of a plan beside what becomes of them.
import { expect, it } from 'vitest';
import { wordImpact, wordNotes, wordUntold } from './notes-words.ts';

it('says for how many users nobody tells the directory, and that the first one is changed alone', () => {
  expect(wordNotes({ 'directory-not-told': 12 })).toEqual([
    'For 12 users no source tells which directory they are in: the first one is changed alone and read back before the others.',
  ]);
});

it('offers to take the licence group away where an account cannot be changed', () => {
  expect(wordNotes({ 'licence-group-removable': 1 })).toEqual([
    'For 1 user the account cannot be changed where it is kept, but a group that grants the licence can be taken away.',
  ]);
});

it('says nothing where there is nothing to know', () => {
  expect(wordNotes(undefined)).toEqual([]);
  expect(wordNotes({})).toEqual([]);
});

it('says first who would leave a space without an administrator', () => {
  expect(wordNotes({ 'personal-space': 2, 'sole-space-administrator': 1 })).toEqual([
    'For 1 user nobody else would be left to administer a space of theirs: name another one first.',
    'For 2 users there is a personal space, which is left without its owner.',
  ]);
});

it('says what of it nobody tells here, and nothing where nobody had to be asked', () => {
  expect(wordUntold(['soleEditor', 'tokensInUse'])).toEqual([
    'Not known here: who is the only one to edit a restricted page; whose tokens are in use.',
  ]);
  expect(wordUntold(undefined)).toEqual([]);
});

it('names spaces and days in the cell of a table', () => {
  const impact = {
    soleAdministratorOf: ['DOC', 'HR'],
    soleEditorOf: ['4711'],
    personalSpace: '~mara',
    tokensUsedAt: '2026-02-01T10:00:00.000Z',
  };
  expect(wordImpact(impact)).toBe(
    'only administrator of DOC, HR; only editor of page 4711; personal space ~mara; a token was used on 2026-02-01',
  );
  expect(wordImpact(undefined)).toBe('');
});
