// No planned change ever touches whom or what is protected, and each guard refuses what it is for and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupNames, makePerson, type PersonFacts } from '../../../../test/support/people.ts';
import { ableToDoAll, anyActions, anyPeople, noFacts, placesUntold, select } from '../../../../test/support/plans.ts';
import { type Change, groupOfChange } from '../action.ts';
import { planEntries } from '../plan/plan.ts';
import { foldName, type UserKey, type UserWithGroups } from '../user.ts';
import { type Protection, refuseStep } from './step-guards.ts';

function protect(more: Partial<Protection> = {}): Protection {
  return {
    ownUserKey: 'key-own' as UserKey,
    protectedUsers: new Set(),
    protectedGroups: new Set(),
    roleGroups: new Set(),
    administratorGroups: new Set(),
    administratorNames: new Set(),
    activeAdministrators: new Set(),
    dependsOnActivity: false,
    ...more,
  };
}

const folded = (names: readonly string[]) => new Set(names.map(foldName));
const someGroups = fc.subarray([...groupNames], { maxLength: 2 }).map(folded);

/** Protection as it is gathered: the active administrators are found by their groups, the own account left out. */
const anyProtection = (people: readonly UserWithGroups[]): fc.Arbitrary<Protection> =>
  fc
    .record({
      ownUserKey: fc.constantFrom(...people.map(({ user }) => user.userKey), 'key-own' as UserKey),
      protectedUsers: fc.subarray(['mara', 'svc-build', 'Ólafur']).map(folded),
      protectedGroups: someGroups,
      roleGroups: someGroups,
      administratorGroups: someGroups,
      administratorNames: fc.subarray(['own', 'root']).map(folded),
      dependsOnActivity: fc.boolean(),
    })
    .map((facts) => ({
      ...facts,
      roleGroups: facts.roleGroups.union(facts.administratorGroups),
      activeAdministrators: new Set(
        people
          .filter((one) => one.user.status === 'active' && isMember(one, facts.administratorGroups))
          .map(({ user }) => user.userKey)
          .filter((userKey) => userKey !== facts.ownUserKey),
      ),
    }));

function isMember({ memberships }: UserWithGroups, groups: ReadonlySet<string>): boolean {
  return memberships.some((one) => groups.has(foldName(one.group)));
}

const world = anyPeople
  .filter((people) => people.length > 0)
  .chain((people) =>
    fc.record({ people: fc.constant(people), actions: anyActions, protection: anyProtection(people) }),
  );

function planned(
  people: readonly UserWithGroups[],
  actions: Parameters<typeof planEntries>[0]['actions'],
  by: Protection,
) {
  const entries = planEntries({
    actions,
    people: people.map(select),
    abilities: ableToDoAll,
    refuse: (person, change) => refuseStep(person, change, by),
    facts: noFacts,
    membersKnown: () => true,
    ...placesUntold,
  });
  return entries.flatMap((entry, index) => {
    const person = people[index] ?? makePerson();
    const changes = entry.steps.filter((step) => step.disposition.kind === 'planned').map((step) => step.change);
    return changes.map((change) => ({ person, change }));
  });
}

describe('whatever the people, the actions and the protection', () => {
  it('no planned change touches the own account, the protected, administrators, role groups or somebody unknown', () => {
    let changes = 0;
    fc.assert(
      fc.property(world, ({ people, actions, protection }) => {
        for (const { person, change } of planned(people, actions, protection)) {
          changes += 1;
          const { user } = person;
          const group = foldName(groupOfChange(change) ?? '');
          expect(user.userKey).not.toBe(protection.ownUserKey);
          expect(protection.protectedUsers).not.toContain(foldName(user.username));
          expect(isMember(person, protection.protectedGroups)).toBe(false);
          expect(isMember(person, protection.administratorGroups)).toBe(false);
          expect(protection.administratorNames).not.toContain(foldName(user.displayName));
          expect(protection.roleGroups).not.toContain(group);
          expect(protection.protectedGroups).not.toContain(group);
          if (protection.dependsOnActivity) expect(user.activity.state).not.toBe('unknown');
        }
      }),
      { numRuns: 1_000 },
    );
    expect(changes).toBeGreaterThan(200);
  });

  it('an administrator is left wherever there was one', () => {
    let worlds = 0;
    fc.assert(
      fc.property(world, ({ people, actions, protection }) => {
        if (protection.activeAdministrators.size === 0) return;
        worlds += 1;
        const lost = new Set(
          planned(people, actions, protection)
            .filter(({ change }) => takesAway(change, protection.administratorGroups))
            .map(({ person }) => person.user.userKey),
        );
        expect([...protection.activeAdministrators].filter((userKey) => !lost.has(userKey))).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(worlds).toBeGreaterThan(100);
  });
});

function takesAway(change: Change, administratorGroups: ReadonlySet<string>): boolean {
  if (change.kind === 'disable' || change.kind === 'delete') return true;
  return change.kind === 'remove-from-group' && administratorGroups.has(foldName(change.group));
}

describe('a guard over one change', () => {
  const disable: Change = { kind: 'disable' };
  const ask = (facts: PersonFacts, protection: Partial<Protection>, change: Change = disable) =>
    refuseStep(makePerson(facts), change, protect(protection));

  it('lets pass whom nothing protects', () => {
    expect(
      ask({ groups: ['staff'] }, { protectedGroups: folded(['keep']), roleGroups: folded(['admins']) }),
    ).toBeNull();
  });

  it('knows the own account by its key and not by its name', () => {
    expect(ask({ userKey: 'key-own', username: 'renamed' }, {})).toBe('own-account');
    expect(ask({ userKey: 'key-1', username: 'key-own' }, {})).toBeNull();
  });

  it('spares protected users without regard to case', () => {
    expect(ask({ username: 'Mara' }, { protectedUsers: folded(['mARA']) })).toBe('protected-user');
  });

  it.each([true, false])('spares members of a protected group, direct: %s', (direct) => {
    expect(ask({ groups: [{ group: 'KEEP', direct }] }, { protectedGroups: folded(['keep']) })).toBe('protected-group');
  });

  it('puts nobody into a protected group and takes nobody out', () => {
    const protection = { protectedGroups: folded(['keep']) };
    expect(ask({}, protection, { kind: 'add-to-group', group: 'Keep' })).toBe('protected-group');
    expect(ask({}, protection, { kind: 'remove-from-group', group: 'Keep' })).toBe('protected-group');
    expect(ask({}, protection, { kind: 'add-to-group', group: 'other' })).toBeNull();
  });

  it('spares administrators by group, direct or nested, and everybody of an administrator’s name', () => {
    const administratorGroups = folded(['confluence-administrators']);
    const nested = { group: 'Confluence-Administrators', direct: false };
    expect(ask({ groups: [nested] }, { administratorGroups })).toBe('administrator');
    const administratorNames = folded(['Mara Lindqvist']);
    expect(ask({ displayName: 'MARA LINDQVIST' }, { administratorNames })).toBe('administrator');
    expect(ask({ username: 'mara lindqvist' }, { administratorNames })).toBe('administrator');
    expect(ask({ displayName: 'Mara' }, { administratorNames })).toBeNull();
  });

  it.each(['add-to-group', 'remove-from-group'] as const)('refuses to %s a group that gives rights', (kind) => {
    const roleGroups = folded(['um-operators']);
    expect(ask({}, { roleGroups }, { kind, group: 'UM-Operators' })).toBe('role-group');
    expect(ask({}, { roleGroups }, { kind, group: 'um-operators-2' })).toBeNull();
  });

  it.each([
    [{ kind: 'disable' }, 'last-administrator'],
    [{ kind: 'delete' }, 'last-administrator'],
    [{ kind: 'remove-from-group', group: 'Admins' }, 'last-administrator'],
    [{ kind: 'remove-from-group', group: 'staff' }, null],
    [{ kind: 'add-to-group', group: 'admins' }, null],
    [{ kind: 'enable' }, null],
  ] as const)('asked to %j the last administrator: %s', (change, guard) => {
    const administratorGroups = folded(['admins']);
    const last = { administratorGroups, activeAdministrators: new Set(['key-mara' as UserKey]) };
    expect(ask({}, last, change)).toBe(guard);
    const oneOfTwo = { ...last, activeAdministrators: new Set(['key-mara', 'key-ada'] as UserKey[]) };
    expect(ask({}, oneOfTwo, change)).toBeNull();
    expect(ask({ username: 'ada' }, last, change)).toBeNull();
  });

  it('leaves alone whose activity is unknown where the policy asks for activity, and only there', () => {
    const activity = { state: 'unknown', reason: 'not-covered' } as const;
    expect(ask({ activity }, { dependsOnActivity: true })).toBe('unknown-activity');
    expect(ask({ activity }, { dependsOnActivity: false })).toBeNull();
    expect(ask({}, { dependsOnActivity: true })).toBeNull();
  });

  it('gives the reason a reader would want first', () => {
    const everything = {
      ownUserKey: 'key-mara' as UserKey,
      protectedUsers: folded(['mara']),
      protectedGroups: folded(['keep']),
      administratorGroups: folded(['keep']),
    };
    expect(ask({ groups: ['keep'] }, everything)).toBe('own-account');
    expect(ask({ groups: ['keep'] }, { ...everything, ownUserKey: 'x' as UserKey })).toBe('protected-user');
  });
});
