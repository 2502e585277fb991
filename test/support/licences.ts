// Licences and people for tests of seats: a factory, and every combination of what is known.
import fc from 'fast-check';
import type { Licence } from '../../sidecar/src/domain/licence/licence.ts';
import type { SeatFacts } from '../../sidecar/src/domain/licence/seat.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';

/** Groups that are completely known, with nothing inside them, unless told otherwise. */
export function makeLicence(
  groups: readonly (string | Licence['groups'][number])[],
  changes: Partial<Licence> = {},
): Licence {
  return {
    toldBy: 'permissions',
    groups: groups.map((group) => (typeof group === 'string' ? { name: group, below: [], complete: true } : group)),
    holders: [],
    ...changes,
  };
}

export function makeFacts(directGroups: readonly string[], changes: Partial<SeatFacts> = {}): SeatFacts {
  return { userKey: 'key-mara' as UserKey, status: 'active', directGroups, ...changes };
}

const names = ['users', 'Staff', 'inner', 'other'] as const;
const keys = ['one', 'two', 'three'].map((name) => name as UserKey);

export const anyFacts: fc.Arbitrary<SeatFacts> = fc.record({
  userKey: fc.constantFrom(...keys),
  status: fc.constantFrom('active', 'disabled', 'unknown'),
  directGroups: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
});

export const anyLicence: fc.Arbitrary<Licence> = fc.record({
  toldBy: fc.constantFrom('database', 'permissions', 'declared', 'assumed'),
  groups: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('users', 'staff'),
      below: fc.uniqueArray(fc.constantFrom('inner', 'other'), { maxLength: 2 }),
      complete: fc.constantFrom(true, true, true, false),
    }),
    { maxLength: 2, selector: (group) => group.name },
  ),
  holders: fc.uniqueArray(fc.record({ userKey: fc.constantFrom(...keys), certain: fc.boolean() }), {
    maxLength: 2,
    selector: (holder) => holder.userKey,
  }),
});

export const anyGroupName = fc.constantFrom(...names);
