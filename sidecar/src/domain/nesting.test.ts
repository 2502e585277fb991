// Direct groups change between two readings: which groups somebody is in through others then.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNesting, refreshMemberships } from './nesting.ts';

const nesting = readNesting([
  { name: 'Keep', childGroups: ['keep-board'] },
  { name: 'keep-board', childGroups: ['deputies'] },
  { name: 'deputies', childGroups: [] },
  { name: 'Admins', childGroups: ['platform', 'deputies'] },
]);
const direct = (group: string) => ({ group, direct: true });
const nested = (group: string) => ({ group, direct: false });

describe('groups inside groups', () => {
  it('are joined with the one inside, however deep, whatever the reading before knew', () => {
    expect(refreshMemberships([], ['DEPUTIES'], nesting)).toEqual([
      direct('DEPUTIES'),
      nested('keep-board'),
      nested('Admins'),
      nested('Keep'),
    ]);
  });

  it('are left with the one inside, unless another one leads there', () => {
    const known = [direct('platform'), direct('deputies'), nested('admins'), nested('keep-board'), nested('keep')];
    expect(refreshMemberships(known, ['platform'], nesting)).toEqual([direct('platform'), nested('Admins')]);
    expect(refreshMemberships(known, [], nesting)).toEqual([]);
  });

  it('stay where nothing that is known explains them, and are no longer nested where somebody joins directly', () => {
    expect(refreshMemberships([nested('elsewhere')], ['staff'], nesting)).toEqual([
      direct('staff'),
      nested('elsewhere'),
    ]);
    expect(refreshMemberships([direct('platform'), nested('admins')], ['platform', 'Admins'], nesting)).toEqual([
      direct('platform'),
      direct('Admins'),
    ]);
  });

  it('that lie inside each other end where they began, each named once', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const groups = fc.array(fc.record({ name, childGroups: fc.array(name) }), { maxLength: 6 });
    fc.assert(
      fc.property(groups, fc.uniqueArray(name), (drawn, groupsNow) => {
        const found = refreshMemberships([], groupsNow, readNesting(drawn)).map(({ group }) => group);
        expect(new Set(found).size).toBe(found.length);
        expect(found.slice(0, groupsNow.length)).toEqual(groupsNow);
      }),
    );
  });
});
