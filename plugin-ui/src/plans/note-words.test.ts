// What people would leave behind reads with its names for one of them, and in counts for all, in both languages.
import { describe, expect, it } from 'vitest';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayNotes, sayNotesOfAll } from './note-words.ts';

const en = openWords(inEnglish, 'UTC');
const de = openWords({ language: 'de', sentences: german }, 'UTC');
/** Values stand in isolates of their own, which nobody sees. */
const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/[\u2066-\u2069]/g, ''));

const before = {
  status: 'active',
  email: null,
  displayName: 'Mara',
  directGroups: [],
  impact: { soleAdministratorOf: ['SOLO'], soleEditorOf: ['42', '43'], personalSpace: '~mara', tokensUsedAt: null },
} as const;
const notes = ['sole-space-administrator', 'sole-editor', 'personal-space', 'directory-not-told'];

describe('before the act a plan says', () => {
  it('what one user would leave behind, with the names of spaces and pages', () => {
    expect(plain(sayNotes(en, { notes, before }))).toEqual([
      'alone administers SOLO',
      'alone may edit page 42, 43',
      'owns the personal space ~mara',
      'nobody tells in which directory they are',
    ]);
    expect(plain(sayNotes(de, { notes, before }))[1]).toBe('darf als Einziger die Seite 42, 43 bearbeiten');
  });

  it('of how many users there is something to know, and what nobody tells', () => {
    const summary = { notes: { 'sole-editor-asked-later': 4000 }, impactUntold: ['tokensInUse'] } as never;
    expect(plain(sayNotesOfAll(en, summary))).toEqual([
      '4,000 users: whether anybody else may edit pages of theirs that are not shown is asked right before, and whoever alone may is left alone.',
      'Not known here: whose tokens are in use.',
    ]);
    expect(plain(sayNotesOfAll(de, summary))[1]).toBe('Hier nicht bekannt: wessen Token in Gebrauch sind.');
  });

  it('nothing where there is nothing to know', () => {
    expect(sayNotesOfAll(en, {} as never)).toEqual([]);
  });
});
