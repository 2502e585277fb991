// What REST and JSON-RPC both do to users and groups: the same rights, the same directories, the same refusals.
import { type Announcement, tell } from '../world/change.ts';
import { type Account, type Directory, foldName, type Group, type User, type World } from '../world/model.ts';
import { forgetFailuresInARow } from '../world/password-checks.ts';
import {
  effectiveAccount,
  findUser,
  groupsHolding,
  groupsNamed,
  isMember,
  isSystemAdministrator,
  listLicensed,
} from '../world/views.ts';
import {
  createGroupThrough,
  createThrough,
  deleteThrough,
  isGoneAtSource,
  joinThrough,
  leaveThrough,
  removeGroupThrough,
  setActiveThrough,
  updateThrough,
} from '../world/write-through.ts';
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
  requireWritable(account.directory, 'users');
  if (isGoneAtSource(account)) throw new Refusal(404, `User ${user.username} does not exist in its directory any more`);
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
  const user = createThrough(world, directory, { ...wish, createdEpochMs: world.clock.nowMs() });
  const group = directory.groups.get(DEFAULT_GROUP);
  const account = directory.accounts.get(user.lowerName);
  if (group !== undefined && account !== undefined) joinThrough(world, user, account, group);
  announce(world, 'user_created', user);
  return user;
}

export function setUserActive(world: World, user: User, active: boolean): void {
  const account = requireWritableAccount(user);
  const changes = account.active !== active;
  setActiveThrough(world, user, account, active);
  if (changes) announce(world, active ? 'user_reactivated' : 'user_deactivated', user);
}

function announce(world: World, event: Announcement, { userKey }: User): void {
  tell(world, { kind: 'announcement', event, userKey });
}

export function setUserPassword(world: World, user: User, password: string): void {
  updateThrough(world, requireWritableAccount(user), { password });
  forgetFailuresInARow(world, user);
}

export type Details = { displayName?: string | undefined; email?: string | undefined };

export function updateDetails(world: World, user: User, { displayName, email }: Details): void {
  const account = requireWritableAccount(user);
  updateThrough(world, account, {
    displayName: displayName ?? account.displayName,
    email: email ?? account.email,
    ...(displayName === undefined ? {} : { firstName: null, lastName: null }),
  });
}

/** Deletes for good. Refuses while any directory that has the user lets nobody delete. */
export function deleteUser(world: World, user: User): void {
  requireDeletable(user);
  deleteThrough(world, user);
  announce(world, 'user_removed', user);
}

export function requireDeletable(user: User): void {
  for (const account of user.accounts) requireWritable(account.directory, 'users');
}

export type MembershipWish = { world: World; actor: User; username: string; groupName: string };

/**
 * False if the user was a member already. Where memberships are aggregated any writable account of the user will do, best
 * one whose directory has the group; a directory that lacks it gets it.
 */
export function joinGroup({ world, actor, username, groupName }: MembershipWish): boolean {
  const { user, accounts, group } = findMembership(world, username, groupName);
  const writable = accounts.filter((account) => account.directory.writable && !isGoneAtSource(account));
  const account = writable.find((one) => one.directory.groups.has(group.lowerName)) ?? writable[0];
  if (account === undefined) throw refuseMembership(accounts);
  const { directory } = account;
  const holding = groupsHolding(world, 'system/administer');
  if (groupsNamed(world, groupName).some((one) => holding.has(one)) && !isSystemAdministrator(world, actor)) {
    throw new Refusal(403, 'Only a system administrator may add members to this group', { authorized: false });
  }
  if (isMember(world, user, group.lowerName)) return false;
  const theirs = directory.groups.get(group.lowerName) ?? createGroupThrough(world, directory, group.name);
  joinThrough(world, user, account, theirs);
  return true;
}

/** False if the user was no member. Nothing is changed if one of the memberships lies where nothing can be. */
export function leaveGroup({ world, actor, username, groupName }: MembershipWish): boolean {
  const { user, accounts, group } = findMembership(world, username, groupName);
  const memberships = accounts.flatMap((account) => {
    const theirs = account.directory.groups.get(group.lowerName);
    return theirs !== undefined && account.groups.has(theirs) ? [{ account, theirs }] : [];
  });
  const stuck = memberships.some(({ account }) => !account.directory.writable);
  if (stuck || accounts.every((account) => !account.directory.writable)) throw refuseMembership(accounts);
  checkRank(world, actor, user);
  for (const { account, theirs } of memberships) leaveThrough(world, user, account, theirs);
  return memberships.length > 0;
}

export function createGroup(world: World, name: string): Group {
  if (groupsNamed(world, name).length > 0) throw new Refusal(409, `Group with name ${name} already exists`);
  return createGroupThrough(world, requireWritableDirectory(world, 'groups'), name);
}

export function deleteGroup(world: World, name: string): void {
  const groups = groupsNamed(world, name);
  const [group] = groups;
  if (group === undefined) throw new Refusal(404, `No group found with name: ${name}`);
  if (isLastOfAdministrators(world, group)) {
    throw new Refusal(400, `${group.name} is the last group of administrators`, { valid: false });
  }
  for (const one of groups) requireWritable(one.directory, 'groups');
  for (const one of groups) removeGroupThrough(world, one);
}

function isLastOfAdministrators(world: World, group: Group): boolean {
  return (['application/administer', 'system/administer'] as const).some((operation) => {
    const holders = [...world.grants].filter(([subject, held]) => subject.startsWith('group:') && held.has(operation));
    return holders.length === 1 && holders[0]?.[0] === `group:${group.lowerName}`;
  });
}

/** `accounts`: those of the user that count, the effective one first. */
function findMembership(world: World, username: string, groupName: string) {
  const user = findUser(world, username);
  if (user === undefined) throw new Refusal(404, `No user found with username : ${username}`);
  const [group] = groupsNamed(world, groupName);
  if (group === undefined) throw new Refusal(404, `No group found with name: ${foldName(groupName)}`);
  const effective = effectiveAccount(user);
  const others = world.aggregation ? user.accounts.filter((account) => account !== effective) : [];
  return { user, accounts: [effective, ...others], group };
}

function refuseMembership([account]: readonly Account[]): Refusal {
  return new Refusal(403, `Directory ${account?.directory.name} does not allow updates of this membership`);
}

function requireWritable(directory: Directory, what: string): void {
  if (directory.writable) return;
  throw new Refusal(403, `Directory ${directory.name} does not allow updates of ${what}`);
}

function requireWritableDirectory(world: World, what: string): Directory {
  const directory = world.directories.find((candidate) => candidate.writable);
  if (directory === undefined) throw new Refusal(400, `No directory allows ${what} to be created`);
  return directory;
}
