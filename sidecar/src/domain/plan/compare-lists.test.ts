// Another tool's list beside ours: every row and every planned user ends up in exactly one place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../user.ts';
import { compareLists, type TheirRow } from './compare-lists.ts';
import type { DiffEntry } from './diff.ts';

const names = ['ada', 'bob', 'eve', 'joe'] as const;
const nameOf = (name: string) => ({
  userKey: `key-${name}` as UserKey,
  username: name as Username,
  displayName: name.toUpperCase(),
});

const anyOurs = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...names),
    fate: fc.constantFrom<DiffEntry['fate']>('planned', 'already', 'refused', 'unsupported'),
  }),
  { selector: ({ name }) => name },
);
const anyTheirs = fc.array(fc.constantFrom(...names, null), { maxLength: 8 });

function entries(ours: readonly { name: string; fate: DiffEntry['fate'] }[]): DiffEntry[] {
  return ours.map(({ name, fate }) => ({ ...nameOf(name), fate, steps: [] }));
}

function rows(theirs: readonly (string | null)[]): TheirRow[] {
  return theirs.map((name, index) => ({
    text: name ?? 'nobody',
    line: index + 1,
    user: name === null ? null : nameOf(name),
  }));
}

describe('a comparison with another list', () => {
  it('puts every row and every planned user into exactly one place', () => {
    fc.assert(
      fc.property(anyOurs, anyTheirs, (ours, theirs) => {
        const { onlyTheirs, onlyOurs, both, unmatched, repeated } = compareLists(entries(ours), rows(theirs));
        expect(onlyTheirs.length + both.length + unmatched.length + repeated).toBe(theirs.length);
        expect(onlyOurs.length + both.length).toBe(ours.filter(({ fate }) => fate === 'planned').length);
        const keys = [...onlyTheirs, ...onlyOurs, ...both].map(({ userKey }) => userKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('says of whom only they list what our plan says of that user', () => {
    const ours = entries([
      { name: 'ada', fate: 'planned' },
      { name: 'bob', fate: 'refused' },
    ]);
    expect(compareLists(ours, rows(['ada', 'bob', 'eve', null, 'ada']))).toMatchObject({
      both: [{ username: 'ada', ours: 'planned' }],
      onlyTheirs: [
        { username: 'bob', ours: 'refused' },
        { username: 'eve', ours: 'not-selected' },
      ],
      onlyOurs: [],
      unmatched: [{ line: 4, text: 'nobody' }],
      repeated: 1,
    });
  });
});
