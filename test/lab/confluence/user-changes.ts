// What REST and JSON-RPC both do to users and groups: the same rights, the same directories, the same refusals.
import {
  addAccount,
  addGroup,
  addMembership,
  removeGroup,
  removeMembership,
  setAccountActive,
} from '../world/changes.ts';
import type { Account, Directory, Group, User, World } from '../world/model.ts';
import {
  effectiveAccount,
  findUser,
  groupsHolding,
  groupsNamed,
  isSystemAdministrator,
  listLicensed,
} from '../world/views.ts';
import { checkRank } from './access.ts';
import { Refusal } from './route.ts';

/** The group every new user lands in. */
const DEFAULT_GROUP = 'confluence-users';

export type NewUser = { username: string; displayName: string; email: string; password: string | null };

/** The user, if `actor` may change them; the directory is not looked at. */
export function findTarget(world: World, actor: User, username: string): User {
  const user = findUser(world, username);
  if (user === undefined) throw new Refusal(404, `No user found with username : ${username}`);
  checkRank(world, actor, user);
  return user;
}

/** The account a change of the user reaches. Refuses where its directory lets nobody change anything. */
export function requireWritableAccount(user: User): Account {
  const account = effectiveAccount(user);
  if (!account.directory.writable) {
    throw new Refusal(403, `Directory ${account.directory.name} does not allow updates of users`);
  }
  return account;
}

/** Creates the user in the first directory that allows it, as a member of the default group. */
export function createUser(world: World, wish: NewUser): User {
  if (findUser(world, wish.username) !== undefined) {
    throw new Refusal(409, `User with name ${wish.username} already exists`);
  }
  if (listLicensed(world).index.items.length >= world.licenceSeats) {
    throw new Refusal(402, 'There are no more licenses available to create this user');
  }
  const directory = requireWritableDirectory(world, 'users');
  const user = addAccount(world, directory, { ...wish, createdEpochMs: world.clock.nowMs() }, makeUserKey(world));
  const group = directory.groups.get(DEFAULT_GROUP);
  const account = directory.accounts.get(user.lowerName);
  if (group !== undefined && account !== undefined) addMembership(world, user, account, group);
  return user;
}

export function setUserActive(world: World, user: User, active: boolean): void {
  setAccountActive(world, user, requireWritableAccount(user), active);
}

export function setUserPassword(world: World, user: User, password: string): void {
  requireWritableAccount(user).password = password;
  world.failedLogins.delete(user.lowerName);
}

export function updateDetails(user: User, details: { displayName?: string | undefined; email?: string | undefined }) {
  const account = requireWritableAccount(user);
  account.displayName = details.displayName ?? account.displayName;
  account.email = details.email ?? account.email;
}

export type MembershipWish = { world: World; actor: User; username: string; groupName: string };

/** False if the user was a member already. */
export function joinGroup({ world, actor, username, groupName }: MembershipWish): boolean {
  const { user, account, group } = findMembership({ world, actor, username, groupName });
  if (groupsHolding(world, 'system/administer').has(group) && !isSystemAdministrator(world, actor)) {
    throw new Refusal(403, 'Only a system administrator may add members to this group', { authorized: false });
  }
  if (account.groups.has(group)) return false;
  addMembership(world, user, account, group);
  return true;
}

/** False if the user was no member. */
export function leaveGroup({ world, actor, username, groupName }: MembershipWish): boolean {
  const { user, account, group } = findMembership({ world, actor, username, groupName });
  checkRank(world, actor, user);
  if (!account.groups.has(group)) return false;
  removeMembership(world, user, account, group);
  return true;
}

export function createGroup(world: World, name: string): Group {
  if (groupsNamed(world, name).length > 0) throw new Refusal(409, `Group with name ${name} already exists`);
  return addGroup(world, requireWritableDirectory(world, 'groups'), name);
}

export function deleteGroup(world: World, name: string): void {
  const groups = groupsNamed(world, name);
  const [group] = groups;
  if (group === undefined) throw new Refusal(404, `No group found with name: ${name}`);
  if (isLastOfAdministrators(world, group)) {
    throw new Refusal(400, `${group.name} is the last group of administrators`, { valid: false });
  }
  for (const one of groups) removeGroup(world, one);
}

function isLastOfAdministrators(world: World, group: Group): boolean {
  return (['application/administer', 'system/administer'] as const).some((operation) => {
    const holders = [...world.grants].filter(([subject, held]) => subject.startsWith('group:') && held.has(operation));
    return holders.length === 1 && holders[0]?.[0] === `group:${group.lowerName}`;
  });
}

function findMembership({ world, username, groupName }: MembershipWish) {
  const user = findUser(world, username);
  if (user === undefined) throw new Refusal(404, `No user found with username : ${username}`);
  const account = effectiveAccount(user);
  const { directory } = account;
  const groups = groupsNamed(world, groupName);
  const group = groups.find((candidate) => candidate.directory === directory) ?? groups[0];
  if (group === undefined) throw new Refusal(404, `No group found with name: ${groupName}`);
  if (!directory.writable || group.directory !== directory) {
    throw new Refusal(403, `Directory ${directory.name} does not allow updates of this membership`);
  }
  return { user, account, group };
}

function requireWritableDirectory(world: World, what: string): Directory {
  const directory = world.directories.find((candidate) => candidate.writable);
  if (directory === undefined) throw new Refusal(400, `No directory allows ${what} to be created`);
  return directory;
}

function makeUserKey(world: World): string {
  const site = world.seed.toString(16).padStart(8, '0').slice(-8);
  return `4028${site}ffff${world.nextNumber().toString(16).padStart(16, '0')}`;
}
