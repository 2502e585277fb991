// No planned change ever touches whom or what is protected, and each guard refuses what it is for and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupNames, makePerson, type PersonFacts } from '../../../../test/support/people.ts';
import { ableToDoAll, anyActions, anyPeople, noFacts, placesUntold, select } from '../../../../test/support/plans.ts';
import { protect } from '../../../../test/support/protection.ts';
import { type Change, groupOfChange } from '../action.ts';
import type { Exemption } from '../exemption.ts';
import { planEntries } from '../plan/plan.ts';
import type { PolicyId } from '../policy.ts';
import { foldName, type UserKey, type UserWithGroups } from '../user.ts';
import type { Protection } from './step/guard.ts';
import { refuseStep } from './step-guards.ts';

const folded = (names: readonly string[]) => new Set(names.map(foldName));
const exemption = (id: number, subject: Exemption['subject'], name: string): Exemption => ({
  id,
  subject,
  name,
  userKey: null,
  owner: 'ada',
  reason: 'long leave',
  addedAt: '2026-01-01T00:00:00.000Z',
  addedBy: 'ada',
  endsAt: '2026-06-01T00:00:00.000Z',
  endedAt: null,
  endedBy: null,
});
const someExemptions = [exemption(1, 'user', 'Mara'), exemption(2, 'group', 'KEEP')];
const someGroups = fc.subarray([...groupNames], { maxLength: 2 }).map(folded);

/** Protection as it is gathered: one of the active administrators is kept, the own account never, the named ones last. */
const anyProtection = (people: readonly UserWithGroups[]): fc.Arbitrary<Protection> =>
  fc
    .record({
      ownUserKey: fc.constantFrom(...people.map(({ user }) => user.userKey), 'key-own' as UserKey),
      protectedUsers: fc.subarray(['mara', 'svc-build', 'Ólafur']).map(folded),
      protectedGroups: someGroups,
      exemptions: fc.subarray(someExemptions, { maxLength: 2 }),
      roleGroups: someGroups,
      administratorGroups: someGroups,
      administratorNames: fc.subarray(['own', 'root']).map(folded),
      includedAdministrators: fc.subarray(people.map(({ user }) => user.username as string)).map(folded),
      startedBy: fc.constantFrom(null, ...people.map(({ user }) => foldName(user.username))),
      serviceAccounts: fc
        .subarray(
          people.map(({ user }) => user.userKey),
          { maxLength: Math.min(2, people.length) },
        )
        .map((keys) => new Set(keys)),
      claimedBy: fc
        .subarray(people.map(({ user }) => [user.userKey, 'first' as PolicyId] as const))
        .map((all) => new Map(all)),
      dependsOnActivity: fc.boolean(),
    })
    .map((facts) => {
      const active = people.filter(
        (one) =>
          one.user.status === 'active' &&
          isMember(one, facts.administratorGroups) &&
          one.user.userKey !== facts.ownUserKey,
      );
      const unnamed = active.filter((one) => !facts.includedAdministrators.has(foldName(one.user.username)));
      return {
        ...facts,
        inWaves: new Set(),
        soleEditors: new Map(),
        lifted: new Set(),
        takesBack: false,
        roleGroups: facts.roleGroups.union(facts.administratorGroups),
        hostAdministratorGroups: facts.administratorGroups,
        keptAdministrator: (unnamed[0] ?? active[0])?.user.userKey ?? null,
      };
    });

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
  it('no planned change touches the own account, whoever started it, the protected, the exempt, administrators the policy does not name, role groups, service accounts, somebody unknown or somebody who belongs to another policy', () => {
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
          for (const { subject, name } of protection.exemptions) {
            if (subject === 'user') expect(foldName(user.username)).not.toBe(foldName(name));
            else expect([group, ...person.memberships.map((one) => foldName(one.group))]).not.toContain(foldName(name));
          }
          if (!protection.includedAdministrators.has(foldName(user.username))) {
            expect(isMember(person, protection.administratorGroups)).toBe(false);
            expect(protection.administratorNames).not.toContain(foldName(user.displayName));
          }
          expect(foldName(user.username)).not.toBe(protection.startedBy);
          expect(protection.serviceAccounts).not.toContain(user.userKey);
          expect([...protection.claimedBy.keys()]).not.toContain(user.userKey);
          expect(protection.roleGroups).not.toContain(group);
          expect(protection.protectedGroups).not.toContain(group);
          if (protection.dependsOnActivity) expect(user.activity.state).not.toBe('unknown');
        }
      }),
      { numRuns: 2_500 },
    );
    expect(changes).toBeGreaterThan(200);
  });

  it('an administrator is left wherever there was one', () => {
    let worlds = 0;
    fc.assert(
      fc.property(world, ({ people, actions, protection }) => {
        const { administratorGroups, ownUserKey } = protection;
        const administrators = people
          .filter((one) => one.user.status === 'active' && isMember(one, administratorGroups))
          .map(({ user }) => user.userKey)
          .filter((userKey) => userKey !== ownUserKey);
        if (administrators.length === 0) return;
        worlds += 1;
        const lost = new Set(
          planned(people, actions, protection)
            .filter(({ change }) => takesAway(change, administratorGroups))
            .map(({ person }) => person.user.userKey),
        );
        expect(administrators.filter((userKey) => !lost.has(userKey))).not.toEqual([]);
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
    refuseStep(makePerson(facts), change, protect(protection))?.guard ?? null;

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

  it('lets a policy touch the administrators it names, by their whole name, and no other', () => {
    const named = { administratorGroups: folded(['admins']), includedAdministrators: folded(['Mara']) };
    const other = { keptAdministrator: 'key-ada' as UserKey };
    expect(ask({ groups: ['admins'] }, { ...named, ...other })).toBeNull();
    expect(ask({ username: 'mara2', groups: ['admins'] }, { ...named, ...other })).toBe('administrator');
  });

  it.each(['set-random-password', 'copy-attributes', 'create-account'] as const)(
    'refuses to %s for an administrator, named or not',
    (kind) => {
      const named = { administratorGroups: folded(['admins']), includedAdministrators: folded(['mara']) };
      const change: Change = kind === 'set-random-password' ? { kind } : { kind, directory: 'B', from: 'A' };
      const other = { keptAdministrator: 'key-ada' as UserKey };
      expect(ask({ groups: ['admins'] }, { ...named, ...other }, change)).toBe('administrator-credentials');
      expect(ask({}, { ...named, ...other }, change)).toBeNull();
    },
  );

  it.each([
    [{ kind: 'disable' }, 'last-administrator'],
    [{ kind: 'delete' }, 'last-administrator'],
    [{ kind: 'remove-from-group', group: 'staff' }, 'last-administrator'],
    [{ kind: 'disable-account', directory: 'A' }, 'last-administrator'],
    [{ kind: 'delete-account', directory: 'A', keptIn: 'B' }, 'last-administrator'],
    [{ kind: 'add-to-group', group: 'staff' }, null],
    [{ kind: 'enable' }, null],
  ] as const)('asked to %j the administrator who is kept: %s', (change, guard) => {
    const named = { administratorGroups: folded(['admins']), includedAdministrators: folded(['mara']) };
    expect(ask({ groups: ['admins'] }, { ...named, keptAdministrator: 'key-mara' as UserKey }, change)).toBe(guard);
    expect(ask({ groups: ['admins'] }, named, change)).toBe(guard);
    expect(ask({ groups: ['admins'] }, { ...named, keptAdministrator: 'key-ada' as UserKey }, change)).toBeNull();
    expect(ask({}, named, change)).toBeNull();
  });

  it('spares whoever started the run', () => {
    expect(ask({ username: 'Mara' }, { startedBy: 'mara' })).toBe('started-the-run');
    expect(ask({ username: 'mara2' }, { startedBy: 'mara' })).toBeNull();
  });

  it('leaves alone whose tokens work while nobody ever signed in, for a person to look at', () => {
    const serviceAccounts = new Set(['key-mara' as UserKey]);
    expect(ask({}, { serviceAccounts })).toBe('looks-like-service-account');
    expect(ask({ username: 'ada' }, { serviceAccounts })).toBeNull();
  });

  it('names the exemption that covers a user, by the key it was added with, or a group', () => {
    const user = { ...exemption(7, 'user', 'maiden.name'), userKey: 'key-mara' as UserKey };
    const group = exemption(8, 'group', 'Long-Leave');
    const details = (facts: PersonFacts, change: Change = disable) =>
      refuseStep(makePerson(facts), change, protect({ exemptions: [user, group] }));
    const refusal = (number: number) => ({ guard: 'exempt', details: { exemption: number, endsAt: user.endsAt } });
    expect(details({})).toEqual(refusal(7));
    expect(details({ username: 'ada', groups: [{ group: 'long-leave', direct: false }] })).toEqual(refusal(8));
    expect(details({ username: 'ada' }, { kind: 'remove-from-group', group: 'LONG-LEAVE' })).toEqual(refusal(8));
    expect(details({ username: 'ada' })).toBeNull();
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
