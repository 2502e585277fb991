// Policies side by side: the first by precedence owns a user, and conflicts do not hang on the order of asking.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../action.ts';
import type { PolicyId } from '../policy.ts';
import type { UserKey, Username } from '../user.ts';
import { type ClaimingPlan, gatherClaims } from './claims.ts';
import type { DiffEntry } from './diff.ts';

const changes: readonly Change[] = [
  { kind: 'disable' },
  { kind: 'enable' },
  { kind: 'delete' },
  { kind: 'add-to-group', group: 'parked' },
  { kind: 'remove-from-group', group: 'Parked' },
  { kind: 'set-random-password' },
  { kind: 'delete-account', directory: 'Old', keptIn: 'New' },
];

function entryOf(name: string, planned: readonly Change[], fate: DiffEntry['fate'] = 'planned'): DiffEntry {
  const disposition = fate === 'planned' ? ({ kind: 'planned' } as const) : ({ kind: 'refused', guard: 'x' } as const);
  const steps = planned.map((change) => ({ change, disposition }));
  return { userKey: `key-${name}` as UserKey, username: name as Username, displayName: name, fate, steps };
}

function planOf(id: string, precedence: number, ...entries: DiffEntry[]): ClaimingPlan {
  return { policyId: id as PolicyId, precedence, scheduled: false, entries };
}

const anyPlan = (id: string) =>
  fc
    .record({
      precedence: fc.integer({ min: 1, max: 3 }),
      names: fc.uniqueArray(fc.constantFrom('ada', 'bob', 'eve'), { maxLength: 3 }),
      planned: fc.uniqueArray(fc.constantFrom(...changes), { minLength: 1, maxLength: 2 }),
      fate: fc.constantFrom<DiffEntry['fate']>('planned', 'planned', 'refused'),
      scheduled: fc.boolean(),
    })
    .map(({ precedence, names, planned, fate, scheduled }) => ({
      ...planOf(id, precedence, ...names.map((name) => entryOf(name, planned, fate))),
      scheduled,
    }));
const anyPlans = fc.tuple(anyPlan('a'), anyPlan('b'), anyPlan('c'));

describe('claims of all policies', () => {
  it('come out the same in whatever order the policies are given', () => {
    fc.assert(
      fc.property(anyPlans, (plans) => {
        expect(gatherClaims([...plans].reverse())).toEqual(gatherClaims(plans));
      }),
    );
  });

  it('leave a user to the first with a schedule by precedence, else to the first that has anything planned', () => {
    fc.assert(
      fc.property(anyPlans, (plans) => {
        for (const { claims, owner } of gatherClaims(plans)) {
          const first = claims.find(({ policyId }) => plans.find((plan) => plan.policyId === policyId)?.scheduled);
          expect(owner).toBe((first ?? claims.find(({ fate }) => fate === 'planned'))?.policyId ?? null);
          const places = claims.map(
            ({ policyId }) => plans.find((plan) => plan.policyId === policyId)?.precedence ?? 0,
          );
          expect(places).toEqual([...places].sort((one, other) => one - other));
        }
      }),
    );
  });

  it('see no conflict in one policy alone, nor with what a guard refuses', () => {
    fc.assert(
      fc.property(anyPlan('a'), anyPlan('b'), (one, other) => {
        expect(gatherClaims([one]).flatMap(({ conflicts }) => conflicts)).toEqual([]);
        const refused = { ...other, entries: other.entries.map((entry) => ({ ...entry, fate: 'refused' as const })) };
        expect(gatherClaims([one, refused]).flatMap(({ conflicts }) => conflicts)).toEqual([]);
      }),
    );
  });

  it.each([
    ['disable and enable', { kind: 'disable' }, { kind: 'enable' }, 'opposite-status'],
    ['add to a group and take out of it', changes[3], changes[4], 'opposite-group'],
    ['delete and change', { kind: 'delete' }, { kind: 'add-to-group', group: 'x' }, 'deleted-and-changed'],
    ['disable and add to groups', { kind: 'disable' }, { kind: 'add-to-group', group: 'x' }, 'access-taken-and-given'],
    ['change a directory twice', changes[6], changes[6], 'directory-changed-twice'],
  ] as const)('name the conflict of policies that %s the same user', (_title, one, other, kind) => {
    const plans = [
      planOf('first', 1, entryOf('ada', [one as Change])),
      planOf('second', 2, entryOf('ada', [other as Change]), entryOf('bob', [other as Change])),
    ];
    const [ada, bob] = gatherClaims(plans);
    expect(ada).toMatchObject({ owner: 'first', conflicts: [{ kind, policies: ['first', 'second'] }] });
    expect(bob).toMatchObject({ owner: 'second', conflicts: [] });
  });

  it('see no conflict in two policies that want the same', () => {
    const plans = ['first', 'second'].map((id) => planOf(id, 100, entryOf('ada', [{ kind: 'disable' }])));
    expect(gatherClaims(plans)).toMatchObject([{ username: 'ada', owner: 'first', conflicts: [] }]);
  });
});
