// Globs answer as a slow, plain definition of them does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';

/** The definition: a star is nothing or one character more, a question mark one character. */
function matchesSlowly(text: readonly string[], glob: readonly string[]): boolean {
  const [first, ...rest] = glob;
  if (first === undefined) return text.length === 0;
  if (first === '*') return matchesSlowly(text, rest) || (text.length > 0 && matchesSlowly(text.slice(1), glob));
  return text.length > 0 && (first === '?' || first === text[0]) && matchesSlowly(text.slice(1), rest);
}

const letters = fc.constantFrom('a', 'a', 'b', 'b', '.', '(', '\\', '[', '%', '_', '😀', 'ß', '\u0301');
const text = fc.array(letters, { maxLength: 8 }).map((all) => all.join(''));
const glob = fc.array(fc.oneof(letters, fc.constantFrom('*', '?', '**')), { maxLength: 6 }).map((all) => all.join(''));

/** Globs made from the text itself, so that many match. */
const pair = fc.oneof(
  fc.tuple(text, glob),
  fc
    .tuple(text, fc.array(fc.constantFrom(null, null, '*', '?', ''), { minLength: 8, maxLength: 8 }))
    .map(([one, changes]) => [one, [...one].map((letter, index) => changes[index] ?? letter).join('')] as const),
);

describe('a glob', () => {
  it('matches what its definition matches', () => {
    const answers = { true: 0, false: 0 };
    fc.assert(
      fc.property(pair, ([one, pattern]) => {
        const expected = matchesSlowly([...one], [...pattern]);
        expect(matchesGlob(one, pattern)).toBe(expected);
        answers[`${expected}`] += 1;
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(answers.true, answers.false)).toBeGreaterThan(500);
  });

  it('without stars and question marks matches only itself', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(matchesGlob(one, one)).toBe(true);
        expect(matchesGlob(one, other)).toBe(one === other);
      }),
    );
  });

  it.each([
    ['', '', true],
    ['', '*', true],
    ['', '?', false],
    ['svc-build', 'svc-*', true],
    ['xsvc-build', 'svc-*', false],
    ['a😀b', 'a?b', true],
    ['a.b', 'a?b', true],
    ['axb', 'a.b', false],
    ['mara', '*a*a*', true],
    ['mara', '*a*a*a*', false],
  ])('of %j against %j: %j', (one, pattern, expected) => {
    expect(matchesGlob(one, pattern)).toBe(expected);
  });

  it('does not explode over many stars', () => {
    const startedAt = performance.now();
    expect(matchesGlob('a'.repeat(2_000), `${'*a'.repeat(100)}*b`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
