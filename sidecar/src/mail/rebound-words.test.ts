// What a report says of changes that did not last.
import { expect, it } from 'vitest';
import { wordRebounds } from './rebound-words.ts';

it('says how much came undone and why, and nothing where everything lasted', () => {
  expect(wordRebounds()).toEqual([]);
  expect(wordRebounds({ unknown: 1, 'signed-in-since': 2 })).toEqual([
    '2 changes of earlier runs have come undone: the users were enabled and have signed in since.',
    '1 change of an earlier run has come undone: by whom is not known.',
  ]);
});
