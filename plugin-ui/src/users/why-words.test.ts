// The answer to "why, or why not" in both languages.
import { describe, expect, it } from 'vitest';
import type { TraceDocument } from '../../../sidecar/src/contract/plans.ts';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayAnswer } from './why-words.ts';

const [en, de] = [openWords(inEnglish, 'UTC'), openWords({ language: 'de', sentences: german }, 'UTC')];
type Why = Parameters<typeof sayAnswer>[1];
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');
const inGroup = (verdict: 'yes' | 'no' | 'unknown'): TraceDocument => ({
  leaf: 'inGroup',
  argument: 'staff',
  verdict,
  facts: {},
});
const why: Why = { verdict: 'yes', trace: inGroup('yes'), unknown: [], stage: null, fate: 'planned', steps: [] };

describe('the answer to why a policy means somebody', () => {
  it('says what decided and what would become of them, in the language of the reader', () => {
    expect(plain(sayAnswer(en, why))).toBe('Meant: in group staff. Would be changed.');
    expect(plain(sayAnswer(de, why))).toBe('Gemeint: in der Gruppe staff. Würde geändert.');
  });

  it('says what stands in the way of whoever is meant', () => {
    const words = 'disabled: left alone';
    const refused: Why['steps'] = [
      { change: { kind: 'disable' }, disposition: { kind: 'refused', guard: 'exempt' }, words },
    ];
    const answer: Why = { ...why, fate: 'refused', steps: refused };
    expect(plain(sayAnswer(de, answer))).toBe(
      'Gemeint: in der Gruppe staff. In Ruhe gelassen: von allen Richtlinien ausgenommen.',
    );
  });

  it('says what would have to be known where nothing is certain', () => {
    const unknown = [{ reason: 'group-unreadable', words: 'the members of a group could not be read' }];
    const answer: Why = { ...why, verdict: 'unknown', trace: inGroup('unknown'), unknown };
    expect(plain(sayAnswer(en, answer))).toContain(': the members of a group could not be read.');
    expect(plain(sayAnswer(de, answer))).toContain(': die Mitglieder einer Gruppe waren nicht lesbar.');
  });

  it('says why not of whoever is not meant', () => {
    const answer: Why = { ...why, verdict: 'no', trace: inGroup('no') };
    expect(plain(sayAnswer(de, answer))).toBe('Nicht gemeint: nicht in der Gruppe staff.');
  });
});
