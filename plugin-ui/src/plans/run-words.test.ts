// Why a step did not come about, in both languages.
import { describe, expect, it } from 'vitest';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayReason } from './run-words.ts';

const [en, de] = [openWords(inEnglish, 'UTC'), openWords({ language: 'de', sentences: german }, 'UTC')];
const refused = { kind: 'refused', guard: 'exempt', details: { exemption: 7, endsAt: '2026-06-01T22:00:00.000Z' } };

describe('why somebody exempt was left alone', () => {
  it('says where the exemption was made for another account of the name', () => {
    const byName = { ...refused, details: { ...refused.details, byNameAlone: true } };
    expect([sayReason(en, refused), sayReason(en, byName)]).toEqual([
      'exempt from all policies',
      'exempt from all policies by name: the exemption was made for another account',
    ]);
    expect(sayReason(de, byName)).toMatch(/einem anderen Konto/);
  });
});
