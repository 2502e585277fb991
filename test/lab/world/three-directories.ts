// A site with three directories: internal, a writable one synchronised with Crowd, a read-only one in the manner of LDAP.
import { type Clock, DAY_MS } from '../clock.ts';
import { drawContractorPast, drawEmployeePast, type Past } from './activity-curve.ts';
import { addAccount, addDirectory, addGroup, addMembership, nestGroup, removeAccount } from './changes.ts';
import { DIRECTORY_CAST, type DirectoryCastMember, type Place, type PlacedAccount } from './directory-cast.ts';
import { createWorld, type Directory, foldName, type User, type World } from './model.ts';
import { drawName } from './names.ts';
import { noteAuthentication } from './password-checks.ts';
import { createRandom, type Random } from './random.ts';
import { attachSource, copySource } from './synchronise.ts';
import { makeUserKey } from './user-keys.ts';

export const CROWD_DIRECTORY = 'Company Crowd';
export const LDAP_DIRECTORY = 'Corporate LDAP';

/** Ids as Confluence has them, and as the Crowd server has them for the same directories. */
const IDS = { crowd: [98_306, 131_074], ldap: [98_307, 163_842] } as const;

const GROUPS: Readonly<Record<'crowd' | 'ldap', readonly string[]>> = {
  crowd: ['confluence-users', 'keep', 'crowd-developers', 'crowd-developers-core', 'crowd/guests'],
  ldap: ['confluence-users', 'confluence-administrators', 'ldap-staff', 'ldap-staff-emea'],
};

/** Child, parent. */
const NESTING = [
  ['crowd-developers-core', 'crowd-developers'],
  ['ldap-staff-emea', 'ldap-staff'],
] as const;

type Site = { world: World; sources: World; places: Record<Place, Directory>; random: Random; startEpochMs: number };

export type ThreeOptions = { world: World; seed: number; clock: Clock; userCount: number };

/** Adds two directories to a world that has the internal one, and fills them until the world has `userCount` users. */
export function addTwoDirectories({ world, seed, clock, userCount }: ThreeOptions): void {
  const sources = createWorld({ seed: seed + 13, clock, licenceSeats: 0 });
  const [internal] = world.directories;
  if (internal === undefined) throw new Error('the internal directory comes first');
  const crowd = addSynchronised(world, sources, 'crowd');
  const ldap = addSynchronised(world, sources, 'ldap');
  const random = createRandom(seed + 29);
  const site: Site = { world, sources, places: { internal, crowd, ldap }, random, startEpochMs: clock.nowMs() };
  for (const member of DIRECTORY_CAST) addMember(site, member);
  const logins = new Map<string, Past>();
  while (countNames(site) + logins.size < userCount) {
    const past = random.chance(0.3) ? drawContractorPast(random) : drawEmployeePast(random);
    logins.set(addPerson(site, logins, past), past);
  }
  copySource(world, crowd);
  copySource(world, ldap);
  for (const [lowerName, past] of logins) setPast(site, lowerName, past.loginAgoMs);
  for (const member of DIRECTORY_CAST) {
    setPast(site, foldName(member.username), member.loginDaysAgo === null ? null : member.loginDaysAgo * DAY_MS);
    if (member.fed) crowd.source?.fed.add(foldName(member.username));
    if (member.gone) leaveSource(site, foldName(member.username));
  }
}

/** Names of the world as it is, and those of the cast that will only come with the first reading. */
function countNames({ world }: Site): number {
  const coming = DIRECTORY_CAST.filter((member) => !member.gone && !world.users.has(foldName(member.username)));
  return world.users.size + coming.length;
}

function addSynchronised(world: World, sources: World, place: 'crowd' | 'ldap'): Directory {
  const described = {
    name: place === 'crowd' ? CROWD_DIRECTORY : LDAP_DIRECTORY,
    kind: place === 'crowd' ? ('crowd' as const) : ('connector' as const),
    writable: place === 'crowd',
  };
  const directory = addDirectory(world, { ...described, id: IDS[place][0] });
  const source = addDirectory(sources, { ...described, id: IDS[place][1] });
  attachSource(world, directory, { world: sources, directory: source });
  for (const name of GROUPS[place]) addGroup(sources, source, name);
  for (const [child, parent] of NESTING) {
    const [inner, outer] = [source.groups.get(child), source.groups.get(parent)];
    if (inner !== undefined && outer !== undefined) nestGroup(sources, inner, outer);
  }
  return directory;
}

function addMember(site: Site, member: DirectoryCastMember): void {
  for (const placed of member.accounts) {
    const username = placed.username ?? member.username;
    addPlaced(site, { ...placed, username }, site.startEpochMs - 1500 * DAY_MS);
  }
}

/** Into the internal directory itself, or into the source of one that is synchronised. */
function addPlaced(site: Site, placed: PlacedAccount & { username: string }, createdEpochMs: number): void {
  const ours = site.places[placed.place];
  const { world, directory } = ours.source ?? { world: site.world, directory: ours };
  const { username } = placed;
  const input = {
    username,
    displayName: placed.displayName ?? username,
    email: placed.email ?? `${username.toLowerCase()}@example.com`,
    active: placed.active ?? true,
    createdEpochMs,
  };
  const user = addAccount(world, directory, input, makeUserKey(world));
  const account = directory.accounts.get(user.lowerName);
  for (const name of placed.groups ?? []) {
    const group = directory.groups.get(name);
    if (account !== undefined && group !== undefined) addMembership(world, user, account, group);
  }
}

function addPerson(site: Site, taken: ReadonlyMap<string, Past>, past: Past): string {
  const { random, world } = site;
  const place = random.chance(0.6) ? 'crowd' : 'ldap';
  const { login, displayName } = drawName(random);
  let username: string = login;
  for (let count = 2; taken.has(username) || world.users.has(username); count += 1) username = `${login}.${count}`;
  const groups = [...(random.chance(0.9) ? ['confluence-users'] : []), random.pick(GROUPS[place].slice(2))];
  const email = `${username}@example.org`;
  addPlaced(site, { place, username, displayName, email, groups }, site.startEpochMs - past.createdAgoMs);
  return username;
}

function setPast(site: Site, lowerName: string, loginAgoMs: number | null): void {
  const user = site.world.users.get(lowerName);
  if (user === undefined || loginAgoMs === null) return;
  user.lastLoginEpochMs = site.startEpochMs - loginAgoMs;
  const [account] = user.accounts;
  if (account !== undefined) noteAuthentication(account, user.lastLoginEpochMs + 24_802);
}

function leaveSource({ world }: Site, lowerName: string): void {
  for (const directory of world.directories) {
    const { source } = directory;
    const theirs = source?.directory.accounts.get(lowerName);
    const user: User | undefined = source?.world.users.get(lowerName);
    if (source === null || theirs === undefined || user === undefined) continue;
    removeAccount(source.world, user, theirs);
    copySource(world, directory);
  }
}
