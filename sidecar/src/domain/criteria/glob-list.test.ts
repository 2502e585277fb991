// Lists of globs, held against asking every glob in turn.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldName } from '../user.ts';
import { matchesGlob } from './glob.ts';
import { prepareGlobs } from './glob-list.ts';

const character = fc.constantFrom('a', 'A', 'b', 'ß', 'Σ', '*', '?', '田');
const name = fc.string({ unit: character, maxLength: 4 });

it('a prepared list finds the glob that asking each in turn finds first', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), name, (globs, text) => {
      const folded = foldName(text);
      const expected = globs.find((glob) => matchesGlob(folded, foldName(glob)));
      if (expected !== undefined) found += 1;
      expect(prepareGlobs(globs)(folded)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
  expect(found).toBeGreaterThan(200);
});
