// Trees of criteria become chips exactly where chips say the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chip, treeOf } from './chips.ts';
import { chipsOf } from './chips-of.ts';

const days = fc.integer({ min: 1, max: 36_500 });
const name = fc.string({ minLength: 1, maxLength: 40 });
const chip: fc.Arbitrary<Chip> = fc.oneof(
  fc.record({ kind: fc.constantFrom('idle', 'inactive', 'never', 'disabledFor'), days }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom('active', 'disabled') }),
  fc.record({ kind: fc.constant('seat' as const), holds: fc.boolean() }),
  fc.record({ kind: fc.constant('unsynced' as const), gone: fc.boolean() }),
  fc.record({ kind: fc.constant('text' as const), name }),
  fc
    .tuple(
      fc.record({ kind: fc.constantFrom('group', 'directory', 'username', 'domain', 'list'), name }),
      fc.constantFrom({}, { not: true as const }),
    )
    .map(([one, turned]) => ({ ...one, ...turned })),
);

describe('a tree of criteria', () => {
  it('that was made of chips becomes the same chips again', () => {
    fc.assert(
      fc.property(fc.array(chip, { minLength: 1, maxLength: 6 }), (chips) => {
        const tree = treeOf(chips);
        expect(tree === null ? null : chipsOf(tree)).toEqual(chips);
      }),
    );
  });

  it.each([
    [{ any: [{ inGroup: 'one' }, { inGroup: 'two' }] }],
    [{ any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 30 } }] }],
    [{ not: { status: 'active' } }],
    [{ directory: ['one', 'two'] }],
    [{ all: [{ inGroup: 'staff' }, { all: [{ status: 'active' }] }] }],
    [{ email: ['*@example.com', '*@example.org'] }],
  ] as const)('that says more than chips can is left as it is: %j', (tree) => {
    expect(chipsOf(tree)).toBeNull();
  });
});
