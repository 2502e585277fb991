// The sentences about users of a plan beside what becomes of them.
import { expect, it } from 'vitest';
import { wordNotes } from './notes-words.ts';

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
