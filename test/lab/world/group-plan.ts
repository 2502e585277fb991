// The groups of a generated site: who holds which global permission, and which group lies inside which.
import { addGroup, nestGroup, setGrants } from './changes.ts';
import type { Directory, Group, Operation, World } from './model.ts';

export const LICENCE_GROUP = 'confluence-users';
export const SECOND_LICENCE_GROUP = 'all-staff';
export const NESTED_LICENCE_GROUP = 'subsidiary-staff';
export const ADMIN_GROUP = 'confluence-administrators';
const NESTED_ADMIN_GROUP = 'platform-admins';
const PLAIN_ADMIN_GROUP = 'site-administrators';
export const EXEMPT_GROUP = 'keep';
export const CONTRACTOR_GROUP = 'contractors';

export const DEPARTMENTS = [
  'dept-engineering',
  'dept-finance',
  'dept-human-resources',
  'dept-legal',
  'dept-marketing',
  'dept-operations',
  'dept-sales',
  'dept-support',
] as const;

export const CONTRACTOR_TEAMS = ['contractors-build', 'contractors/design', 'contractors-translation'] as const;

const NAMED: readonly string[] = [
  LICENCE_GROUP,
  SECOND_LICENCE_GROUP,
  NESTED_LICENCE_GROUP,
  ADMIN_GROUP,
  NESTED_ADMIN_GROUP,
  PLAIN_ADMIN_GROUP,
  EXEMPT_GROUP,
  'keep-board',
  'keep-board-deputies',
  'keep/legal',
  'service-accounts',
  'partners/emea',
  'équipe données',
  'team+plus %20',
  'empty-group',
  CONTRACTOR_GROUP,
  ...CONTRACTOR_TEAMS,
  ...DEPARTMENTS,
];

/** Child to parent. */
const NESTING: readonly (readonly [string, string])[] = [
  [NESTED_LICENCE_GROUP, SECOND_LICENCE_GROUP],
  [NESTED_ADMIN_GROUP, ADMIN_GROUP],
  ['keep-board', EXEMPT_GROUP],
  ['keep-board-deputies', 'keep-board'],
  ['keep/legal', EXEMPT_GROUP],
  ['service-accounts', EXEMPT_GROUP],
  ...CONTRACTOR_TEAMS.map((team) => [team, CONTRACTOR_GROUP] as const),
];

const GRANTS: Readonly<Record<string, readonly Operation[]>> = {
  [`group:${LICENCE_GROUP}`]: ['application/use', 'personal_space/create', 'space/create'],
  [`group:${SECOND_LICENCE_GROUP}`]: ['application/use'],
  [`group:${PLAIN_ADMIN_GROUP}`]: ['application/use', 'application/administer'],
  [`group:${ADMIN_GROUP}`]: [
    'application/use',
    'application/administer',
    'system/administer',
    'personal_space/create',
    'space/create',
  ],
};

export type SiteGroups = { find: (name: string) => Group; teams: readonly Group[] };

/** One team for about forty people, each inside a department. */
export function createSiteGroups(world: World, directory: Directory, userCount: number): SiteGroups {
  const byName = new Map<string, Group>();
  for (const name of NAMED) byName.set(name, addGroup(world, directory, name));
  const find = (name: string): Group => {
    const group = byName.get(name);
    if (group === undefined) throw new Error(`the group plan has no group named ${name}`);
    return group;
  };
  for (const [child, parent] of NESTING) nestGroup(world, find(child), find(parent));
  const teams: Group[] = [];
  const teamCount = Math.max(3, Math.round(userCount / 40));
  for (let number = 1; number <= teamCount; number += 1) {
    const team = addGroup(world, directory, `team-${String(number).padStart(4, '0')}`);
    nestGroup(world, team, find(DEPARTMENTS[number % DEPARTMENTS.length] as string));
    teams.push(team);
  }
  for (const [subject, operations] of Object.entries(GRANTS)) setGrants(world, subject, operations);
  return { find, teams };
}
