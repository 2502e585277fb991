// A tree of criteria is shown as groups and conditions and written back as the very criteria it was.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CriteriaDocument } from '../../../sidecar/src/contract/criteria.ts';
import { hasEmptyGroup, openTree, readTree, writeTree } from './tree.ts';

const leaf: fc.Arbitrary<CriteriaDocument> = fc.oneof(
  fc.record({ inactiveDays: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ inGroup: fc.string({ minLength: 1 }) }),
  fc.record({ status: fc.constantFrom('active' as const, 'disabled' as const) }),
  fc.record({ username: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }) }),
  fc.record({ loggedInOnce: fc.record({ accountOlderThanDays: fc.integer({ min: 1, max: 400 }) }) }),
  fc.constant({ field: { key: 'contract-end', beforeDaysAgo: 0 } }),
  fc.constant({ any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 90 } }] }),
);
const criteria = fc.letrec<{ tree: CriteriaDocument }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

describe('a tree of criteria', () => {
  it('is written as the criteria it was read from, whatever they say', () => {
    fc.assert(
      fc.property(criteria, (one) => {
        expect(writeTree(readTree(one))).toEqual(one);
      }),
    );
  });

  it('shows what reads as one condition as one, turned around or not', () => {
    const idle = { any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 90 } }] };
    expect(readTree(idle)).toEqual({ leaf: idle });
    expect(readTree({ not: idle })).toEqual({ leaf: { not: idle } });
    expect(readTree({ not: { inGroup: 'keep' } })).toEqual({ leaf: { not: { inGroup: 'keep' } } });
  });

  it('says of a group how its conditions hold together', () => {
    const two = [{ inGroup: 'a' }, { hasSeat: true }];
    const jointOf = (one: CriteriaDocument) => openTree(one).joint;
    expect([jointOf({ all: two }), jointOf({ any: two })]).toEqual(['all', 'any']);
    expect([jointOf({ not: { any: two } }), jointOf({ not: { all: two } })]).toEqual(['none', 'notAll']);
    expect(openTree({ hasSeat: true })).toEqual({ joint: 'all', parts: [{ leaf: { hasSeat: true } }] });
  });

  it('is told apart from one with a group that has nothing in it', () => {
    expect(hasEmptyGroup(readTree({ all: [{ hasSeat: true }, { not: { any: [] } }] }))).toBe(true);
    expect(hasEmptyGroup(readTree({ all: [] }))).toBe(true);
    expect(hasEmptyGroup(readTree({ all: [{ hasSeat: true }, { any: [{ inGroup: 'a' }] }] }))).toBe(false);
  });
});
