// Differences of plans: nothing from a plan to itself, mirrored when turned round, and counts that add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../user.ts';
import { type DiffEntry, diffPlans, type PlanDiff, type UserDiff } from './diff.ts';

const anyStep: fc.Arbitrary<DiffEntry['steps'][number]> = fc.record({
  change: fc.constantFrom<DiffEntry['steps'][number]['change']>(
    { kind: 'disable' },
    { kind: 'delete' },
    { kind: 'add-to-group', group: 'parked' },
    { kind: 'remove-from-group', group: 'confluence-users' },
    { kind: 'delete-account', directory: 'Old', keptIn: 'New' },
  ),
  disposition: fc.constantFrom<DiffEntry['steps'][number]['disposition']>(
    { kind: 'planned' },
    { kind: 'already' },
    { kind: 'refused', guard: 'administrator' },
    { kind: 'unsupported', reason: 'group-missing' },
  ),
});

const anyEntry: fc.Arbitrary<DiffEntry> = fc
  .record({
    number: fc.integer({ min: 0, max: 12 }),
    steps: fc.uniqueArray(anyStep, { maxLength: 3, selector: ({ change }) => JSON.stringify(change) }),
    fate: fc.constantFrom<DiffEntry['fate']>('planned', 'already', 'refused', 'unsupported'),
  })
  .map(({ number, steps, fate }) => entryOf(`user-${number}`, steps, fate));

const anyPlan = fc.uniqueArray(anyEntry, { maxLength: 10, selector: ({ userKey }) => userKey });

function entryOf(name: string, steps: DiffEntry['steps'], fate: DiffEntry['fate'] = 'planned'): DiffEntry {
  return {
    userKey: `key-${name}` as UserKey,
    username: name as Username,
    displayName: name.toUpperCase(),
    fate,
    steps,
  };
}

function mirror({ counts, users }: PlanDiff): PlanDiff {
  const { left, right, newcomers, leavers } = counts;
  const turned = { ...counts, left: right, right: left, newcomers: leavers, leavers: newcomers };
  return { counts: turned, users: users.map(mirrorUser) };
}

function mirrorUser(user: UserDiff): UserDiff {
  const { userKey, username, displayName } = user;
  const person = { userKey, username, displayName };
  if (user.kind === 'newcomer') return { kind: 'leaver', ...person, left: user.right };
  if (user.kind === 'leaver') return { kind: 'newcomer', ...person, right: user.left };
  const { left, right, dropped, added } = user;
  return { kind: 'changed', ...person, left: right, right: left, dropped: added, added: dropped };
}

describe('the difference of two plans', () => {
  it('is empty from a plan to itself, in whatever order its users and their steps stand', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const turned = plan.map((entry) => ({ ...entry, steps: [...entry.steps].reverse() })).reverse();
        const { counts, users } = diffPlans(plan, turned);
        expect(users).toEqual([]);
        expect(counts).toMatchObject({ left: plan.length, right: plan.length, same: plan.length });
      }),
    );
  });

  it('turned round is its mirror image', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (left, right) => {
        expect(diffPlans(right, left)).toEqual(mirror(diffPlans(left, right)));
      }),
    );
  });

  it('has counts that add up to both plans, and names nobody twice', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (left, right) => {
        const { counts, users } = diffPlans(left, right);
        expect(counts.leavers + counts.changed + counts.same).toBe(left.length);
        expect(counts.newcomers + counts.changed + counts.same).toBe(right.length);
        expect(counts.newcomers + counts.leavers + counts.changed).toBe(users.length);
        expect(new Set(users.map(({ userKey }) => userKey)).size).toBe(users.length);
      }),
    );
  });

  it('tells newcomers, leavers and whose actions changed, by name', () => {
    const disable = { change: { kind: 'disable' }, disposition: { kind: 'planned' } } as const;
    const remove = { change: { kind: 'delete' }, disposition: { kind: 'planned' } } as const;
    const left = [entryOf('ada', [disable]), entryOf('bob', [disable]), entryOf('eve', [disable])];
    const right = [entryOf('eve', [disable]), entryOf('Joe', [disable]), entryOf('bob', [remove])];
    expect(diffPlans(left, right).users).toMatchObject([
      { kind: 'leaver', username: 'ada', left: { fate: 'planned' } },
      { kind: 'changed', username: 'bob', dropped: [disable], added: [remove] },
      { kind: 'newcomer', username: 'Joe', right: { fate: 'planned' } },
    ]);
  });

  it('takes the same group in another spelling for the same, and a refusal in place of a plan for a change', () => {
    const step = (group: string) =>
      ({ change: { kind: 'add-to-group', group }, disposition: { kind: 'planned' } }) as const;
    expect(diffPlans([entryOf('ada', [step('Parked')])], [entryOf('ada', [step('parked')])]).counts.same).toBe(1);
    const refused = { ...step('parked'), disposition: { kind: 'refused', guard: 'administrator' } } as const;
    expect(diffPlans([entryOf('ada', [step('parked')])], [entryOf('ada', [refused], 'refused')]).users).toMatchObject([
      { kind: 'changed', left: { fate: 'planned' }, right: { fate: 'refused' } },
    ]);
  });
});
