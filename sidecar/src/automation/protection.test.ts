// Who must not be touched in a run: gathered from the policy, the configured roles and what Confluence grants.
import { expect, it } from 'vitest';
import { makePerson } from '../../../test/support/people.ts';
import type { Exemption } from '../domain/exemption.ts';
import type { PolicyDefinition, PolicyId } from '../domain/policy.ts';
import type { UserKey, Username } from '../domain/user.ts';
import type { GroupRecord } from '../store/snapshots.ts';
import { gatherProtection, type ProtectionInput } from './protection.ts';

const definition: PolicyDefinition = {
  policy: 'idle' as PolicyId,
  name: 'Idle',
  criteria: { inactiveDays: 90 },
  actions: ['disable'],
  limits: { maxPercent: 5, snapshotMaxAgeHours: 24 },
  protect: { users: ['Mara'], groups: ['Keep', 'VIP'] },
  report: { to: [] },
};
type Knowledge = 'complete' | 'unreadable' | 'nesting-unread';

interface Read {
  readonly knowledge?: Readonly<Record<string, Knowledge>>;
  readonly activeMembers?: readonly string[];
  readonly nesting?: readonly GroupRecord[];
  readonly exemptions?: readonly Exemption[];
}

/** A store that knows these groups, and asks to be told which groups the members are wanted of. */
function gather(
  { knowledge = {}, activeMembers = [], nesting = [], exemptions = [] }: Read,
  more: Partial<ProtectionInput> = {},
) {
  const asked: string[] = [];
  const known = { 'confluence-administrators': 'complete', keep: 'complete', vip: 'complete', ...knowledge } as const;
  const snapshots = {
    activeMembers: async (_snapshotId: number, groups: readonly string[]) => {
      asked.push(...groups);
      return activeMembers as readonly UserKey[];
    },
    groupKnowledge: async () => new Map<string, Knowledge>(Object.entries(known)),
    groups: async () => nesting,
    tokenOnlyUsers: async () => [],
    person: async (_snapshotId: number, userKey: UserKey) => makePerson({ username: userKey.slice(4) }),
  };
  const input = {
    store: { snapshots, exemptions: { active: async () => exemptions }, waves: { peopleLeft: async () => [] } },
    run: { trigger: { kind: 'schedule' as const, tick: '2026-03-01T02:00' } },
    undoes: false,
    now: '2026-03-01T12:00:00.000Z',
    definition,
    snapshotId: 7,
    ownAccount: { userKey: 'key-own' as UserKey, username: 'um' as Username },
    administrators: null,
    roleGroups: { administrators: [], operators: [], auditors: [], helpdesk: [] },
    ...more,
  };
  return gatherProtection(input).then((gathered) => ({ ...gathered, asked }));
}

it('the built-in administrators are administrators, whatever Confluence tells', async () => {
  const { protection, asked } = await gather({});
  expect([...protection.administratorGroups]).toEqual(['confluence-administrators']);
  expect(asked).toEqual(['confluence-administrators']);
});

it('groups with rights in Confluence or in this product are role groups, folded; only administrators’ members are spared', async () => {
  const { protection } = await gather(
    {},
    {
      administrators: { groups: ['Site-Admins'], displayNames: ['Ólafur ARNALDS'] },
      roleGroups: {
        administrators: ['UM-Admins'],
        operators: ['UM-Operators'],
        auditors: ['UM-Auditors'],
        helpdesk: ['UM-Helpdesk'],
      },
    },
  );
  const administrators = ['confluence-administrators', 'um-admins', 'site-admins'];
  expect([...protection.administratorGroups].sort()).toEqual(administrators.toSorted());
  expect([...protection.roleGroups].sort()).toEqual(
    [...administrators, 'um-auditors', 'um-operators', 'um-helpdesk'].sort(),
  );
  expect([...protection.administratorNames]).toEqual(['ólafur arnalds']);
});

it('what the policy protects is folded', async () => {
  const { protection } = await gather({});
  expect([...protection.protectedUsers]).toEqual(['mara']);
  expect([...protection.protectedGroups]).toEqual(['keep', 'vip']);
});

it('an administrator is kept: never the own account, and one whom the policy does not name wherever there is one', async () => {
  const activeMembers = ['key-own', 'key-ada', 'key-bo'];
  const kept = async (includeAdministrators: readonly string[], members = activeMembers) =>
    (await gather({ activeMembers: members }, { definition: { ...definition, includeAdministrators } })).protection
      .keptAdministrator;
  expect((await gather({ activeMembers })).protection).toMatchObject({
    ownUserKey: 'key-own',
    keptAdministrator: 'key-ada',
  });
  expect(await kept(['ADA'])).toBe('key-bo');
  expect(await kept(['ada', 'bo'])).toBe('key-ada');
  expect(await kept([], ['key-own'])).toBeNull();
});

it('a group of this product’s own administrators does not stand for those of Confluence', async () => {
  const administrators = { groups: ['site-admins'], displayNames: [] };
  const roleGroups = { administrators: ['um-admins'], operators: [], auditors: [], helpdesk: [] };
  const { protection, asked } = await gather({}, { administrators, roleGroups });
  expect([...protection.administratorGroups].sort()).toEqual(['confluence-administrators', 'site-admins', 'um-admins']);
  expect(asked).toEqual(['confluence-administrators', 'site-admins']);
});

it('who started a run by hand is known by name, folded', async () => {
  const run = { trigger: { kind: 'by-hand' as const, by: 'Ada' } };
  expect((await gather({}, { run })).protection.startedBy).toBe('ada');
  expect((await gather({})).protection.startedBy).toBeNull();
});

it('an exempt group that is not completely known is named like a protected one', async () => {
  const exemption = {
    id: 1,
    subject: 'group',
    name: 'Long-Leave',
    userKey: null,
    owner: 'ada',
    reason: 'leave',
  } as const;
  const dates = { addedAt: '2026-01-01T00:00:00.000Z', addedBy: 'ada', endsAt: '2027-01-01T00:00:00.000Z' };
  const exemptions = [{ ...exemption, ...dates, endedAt: null, endedBy: null }];
  expect((await gather({ exemptions })).unreadableGroups).toEqual(['long-leave']);
  const known = await gather({ exemptions, knowledge: { 'long-leave': 'complete' } });
  expect(known).toMatchObject({ unreadableGroups: [], protection: { exemptions } });
});

it.each([
  [{}, []],
  [{ keep: 'unreadable' }, ['keep']],
  [{ vip: 'nesting-unread', 'confluence-administrators': 'unreadable' }, ['vip', 'confluence-administrators']],
] as const)(
  'protected and administrator groups that are not completely known are named: %j',
  async (knowledge, names) => {
    const { unreadableGroups } = await gather({ knowledge });
    expect(unreadableGroups).toEqual(names);
  },
);

it('a protected group that does not exist is not completely known', async () => {
  const protect = { users: [], groups: ['gone'] };
  const { unreadableGroups } = await gather({}, { definition: { ...definition, protect } });
  expect(unreadableGroups).toEqual(['gone']);
});

it('unknown activity stops steps only where the policy asks for activity', async () => {
  expect((await gather({})).protection.dependsOnActivity).toBe(true);
  const { protection } = await gather({}, { definition: { ...definition, criteria: { not: { inGroup: 'keep' } } } });
  expect(protection.dependsOnActivity).toBe(false);
});

it('a group nested in a role group is one itself, however deep and in whatever circle', async () => {
  const group = (name: string, childGroups: readonly string[]): GroupRecord => ({
    name,
    knowledge: 'complete',
    directMembers: 0,
    childGroups,
  });
  const { protection } = await gather({
    nesting: [
      group('Confluence-Administrators', ['Platform']),
      group('platform', ['Oncall']),
      group('oncall', ['platform']),
      group('others', ['unrelated']),
    ],
  });
  expect([...protection.roleGroups].sort()).toEqual(['confluence-administrators', 'oncall', 'platform']);
});
