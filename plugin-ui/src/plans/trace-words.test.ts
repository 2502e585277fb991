// Reasons in both languages: only what decided is said.
import { describe, expect, it } from 'vitest';
import type { TraceDocument } from '../../../sidecar/src/contract/plans.ts';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayTrace } from './trace-words.ts';

const [en, de] = [openWords(inEnglish, 'UTC'), openWords({ language: 'de', sentences: german }, 'UTC')];
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');
const leaf = (one: string, parts: object = {}) =>
  ({ leaf: one, argument: null, verdict: 'yes', facts: {}, ...parts }) as TraceDocument;

const idle = leaf('inactiveDays', {
  facts: { days: 143, kind: 'login', lastActivityAt: '2026-07-06T11:00:00.000Z' },
});
const never = leaf('neverActive', { verdict: 'no', facts: { lastActivityAt: '2026-07-06T11:00:00.000Z' } });

describe('why somebody is in a plan', () => {
  it('is said in the language of the reader', () => {
    const trace: TraceDocument = {
      combine: 'all',
      verdict: 'yes',
      children: [idle, leaf('status', { facts: { status: 'active' } }), leaf('inGroup', { argument: 'staff' })],
    };
    expect(plain(sayTrace(en, trace))).toBe('not active for 143 days (login on 6 Jul 2026), active, in group staff');
    expect(plain(sayTrace(de, trace))).toBe(
      'seit 143 Tagen nicht aktiv (Anmeldung am 06.07.2026), aktiv, in der Gruppe staff',
    );
  });

  it('leaves out what decided nothing, and says each fact once', () => {
    const trace: TraceDocument = {
      combine: 'all',
      verdict: 'yes',
      children: [{ combine: 'any', verdict: 'yes', children: [idle, never] }, idle],
    };
    expect(plain(sayTrace(en, trace))).toBe('not active for 143 days (login on 6 Jul 2026)');
    expect(sayTrace(en, { combine: 'all', verdict: 'yes', children: [] })).toBe('everybody is meant');
  });

  it('says what is not so where that was asked for', () => {
    const outside: TraceDocument = {
      combine: 'not',
      verdict: 'yes',
      children: [leaf('inGroup', { argument: 'keep', verdict: 'no' })],
    };
    expect(plain(sayTrace(en, outside))).toBe('not in group keep');
    expect(plain(sayTrace(de, outside))).toBe('nicht in der Gruppe keep');
  });
});
