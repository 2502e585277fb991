// Chips stand for one tree of criteria, and go into an address and back without loss.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chip, readChips, treeOf, writeChips } from './chips.ts';
import { chipsOf } from './chips-of.ts';

const name = fc.string({ minLength: 1, maxLength: 40 });
const not = fc.constantFrom({}, { not: true as const });
const chip: fc.Arbitrary<Chip> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('idle', 'inactive', 'never', 'disabledFor'),
    days: fc.integer({ min: 1, max: 36_500 }),
  }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom('active', 'disabled') }),
  fc.record({ kind: fc.constant('seat' as const), holds: fc.boolean() }),
  fc.record({ kind: fc.constant('unsynced' as const), gone: fc.boolean() }),
  fc.record({ kind: fc.constant('text' as const), name }),
  fc
    .tuple(fc.record({ kind: fc.constantFrom('group', 'directory', 'username', 'domain', 'list'), name }), not)
    .map(([one, turned]) => ({ ...one, ...turned })),
  fc
    .tuple(fc.record({ kind: fc.constant('people' as const), userKeys: fc.array(name, { minLength: 1 }) }), not)
    .map(([one, turned]) => ({ ...one, ...turned })),
);

const day = fc
  .date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2090-01-01') })
  .map((date) => date.toISOString().slice(0, 10));
const daysAgo = fc.integer({ min: 0, max: 36_500 });
const question = fc.oneof(
  fc.record({ is: fc.array(name, { minLength: 1, maxLength: 3 }) }),
  fc.record({ before: day }),
  fc.record({ after: day }),
  fc.record({ beforeDaysAgo: daysAgo }),
  fc.record({ afterDaysAgo: daysAgo }),
  fc.record({ absent: fc.boolean() }),
);
const fieldChip: fc.Arbitrary<Chip> = fc
  .tuple(fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,9})?$/), question, not)
  .map(([key, asked, turned]) => ({ kind: 'field', field: { key, ...asked }, ...turned }));

describe('chips', () => {
  it('of own fields come back from an address and from their tree as they were made', () => {
    fc.assert(
      fc.property(fc.array(fieldChip, { minLength: 1, maxLength: 4 }), (chips) => {
        expect(readChips(writeChips(chips) ?? null)).toEqual(chips);
        const tree = treeOf(chips);
        expect(tree === null ? null : chipsOf(tree)).toEqual(chips);
      }),
    );
  });

  it('come back from an address as they went in', () => {
    fc.assert(
      fc.property(fc.array(chip), (chips) => {
        const text = writeChips(chips);
        const back =
          text === undefined ? null : new URLSearchParams(new URLSearchParams({ q: text }).toString()).get('q');
        expect(readChips(back)).toEqual(chips);
      }),
    );
  });

  it.each([
    '',
    'x',
    '{}',
    '[1, null]',
    '[{"kind":"idle","days":0}]',
    '[{"kind":"group","name":""}]',
    '[{"kind":"people","userKeys":[]}]',
    '[{"kind":"field","field":{"key":"end"}}]',
    '[{"kind":"field","field":{"key":"end","is":["a"],"absent":true}}]',
    '[{"kind":"field","field":{"key":"No Slug","absent":true}}]',
    '[{"kind":"field","field":{"key":"end","moon":1}}]',
  ])('that were typed wrong are left out: %s', (text) => {
    expect(readChips(text)).toEqual([]);
  });

  it('mean everybody where there is none, and hold together where there are several', () => {
    expect(treeOf([])).toBeNull();
    expect(treeOf([{ kind: 'status', status: 'active' }])).toEqual({ status: 'active' });
    expect(
      treeOf([
        { kind: 'idle', days: 90 },
        { kind: 'group', name: 'keep', not: true },
      ]),
    ).toEqual({
      all: [
        { any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 90 } }] },
        { not: { inGroup: 'keep' } },
      ],
    });
  });

  it('name any number of people, a thousand in one leaf', () => {
    const userKeys = Array.from({ length: 2_500 }, (_, index) => `key-${index}`);
    const tree = treeOf([{ kind: 'people', userKeys }]) as { any: { users: string[] }[] };
    expect(tree.any.map(({ users }) => users.length)).toEqual([1000, 1000, 500]);
    expect(tree.any.flatMap(({ users }) => users)).toEqual(userKeys);
  });
});
