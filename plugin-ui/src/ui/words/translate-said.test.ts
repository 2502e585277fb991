// Sentences of the sidecar without a code are known in German by their form, and names in them stay as they are.
import { describe, expect, it } from 'vitest';
import { german } from './german.ts';
import { inEnglish, openWords } from './words.ts';

const de = openWords({ language: 'de', sentences: german });

describe('what the sidecar says of single places', () => {
  it('is said in German, with its values at their places', () => {
    expect(de.translate('must not be longer than 64 characters, has 80')).toBe(
      'darf höchstens 64 Zeichen haben und hat 80',
    );
    expect(de.translate('must be a list, not an object')).toBe('muss eine Liste sein, nicht ein Objekt');
    expect(
      de.translate('minute "99" is not a minute; allowed: 0 to 59, lists (a,b), ranges (a-b), steps (*/n, a-b/n), *'),
    ).toBe('Minute: „99“ passt hier nicht; erlaubt: 0 bis 59, Listen (a,b), Bereiche (a-b), Schritte (*/n, a-b/n), *');
  });

  it('keeps names as they are, even if they look like words of ours', () => {
    expect(de.translate('there is no group "month"; no group is known')).toBe(
      'die Gruppe „month“ gibt es nicht; es ist keine bekannt',
    );
  });

  it('is not guessed at where the form is not known, and stays as it is in English', () => {
    expect(de.translate('must be something quite new')).toBeNull();
    expect(openWords(inEnglish).translate('is missing')).toBeNull();
  });
});
