// Every change of the world goes through here, so that what is derived from it stays right.
import type { Account, Directory, Group, Operation, User, World } from './model.ts';
import { foldName } from './model.ts';
import { insertIntoIndex, removeFromIndex } from './sorted-index.ts';
import { effectiveAccount, isLicensed, licensedKey } from './views.ts';

export type AccountInput = {
  username: string;
  displayName: string;
  email: string | null;
  active?: boolean;
  createdEpochMs: number;
  password?: string | null;
};

export function addDirectory(world: World, input: Pick<Directory, 'id' | 'name' | 'kind' | 'writable'>): Directory {
  const directory: Directory = { ...input, order: world.directories.length, accounts: new Map(), groups: new Map() };
  world.directories.push(directory);
  return directory;
}

/** Adds an account; the first of its name makes a user, with `userKey`. The name must be free in the directory. */
export function addAccount(world: World, directory: Directory, input: AccountInput, userKey: string): User {
  const lowerName = foldName(input.username);
  const account: Account = {
    directory,
    username: input.username,
    lowerName,
    displayName: input.displayName,
    email: input.email,
    active: input.active ?? true,
    createdEpochMs: input.createdEpochMs,
    password: input.password ?? null,
    groups: new Set(),
  };
  directory.accounts.set(lowerName, account);
  const known = world.users.get(lowerName);
  if (known !== undefined) {
    known.accounts.push(account);
    known.accounts.sort((left, right) => left.directory.order - right.directory.order);
    forgetEffects(world);
    return known;
  }
  const user: User = {
    userKey,
    username: input.username,
    lowerName,
    accounts: [account],
    lastLoginEpochMs: null,
    lastLoginTold: true,
  };
  world.users.set(lowerName, user);
  world.usersByKey.set(userKey, user);
  if (world.views.users !== null) insertIntoIndex(world.views.users, lowerName, user);
  return user;
}

/** Removes the user from every directory; the user key, its rights and its tokens go with it. */
export function removeUser(world: World, user: User): void {
  for (const account of user.accounts) {
    for (const group of account.groups) {
      group.accounts.delete(account);
      removeFromMembers(world, group, user);
    }
    account.groups.clear();
    account.directory.accounts.delete(user.lowerName);
  }
  world.users.delete(user.lowerName);
  world.usersByKey.delete(user.userKey);
  world.grants.delete(`user:${user.userKey}`);
  for (const token of [...world.tokens.values()]) {
    if (token.userKey === user.userKey) world.tokens.delete(token.raw);
  }
  if (world.views.users !== null) removeFromIndex(world.views.users, user.lowerName);
  dropFromLicensed(world, user);
}

export function setAccountActive(world: World, user: User, account: Account, active: boolean): void {
  if (account.active === active) return;
  account.active = active;
  if (user.accounts.length > 1) forgetEffects(world);
  else refreshLicensed(world, user);
}

export function setLastLogin(world: World, user: User, epochMs: number | null): void {
  user.lastLoginEpochMs = epochMs;
  if (epochMs !== null) user.lastLoginTold = true;
  refreshLicensed(world, user);
}

export function addGroup(world: World, directory: Directory, name: string): Group {
  const lowerName = foldName(name);
  const group: Group = { directory, name, lowerName, accounts: new Set(), children: new Set(), parents: new Set() };
  directory.groups.set(lowerName, group);
  forgetGroups(world);
  return group;
}

export function removeGroup(world: World, group: Group): void {
  for (const account of group.accounts) account.groups.delete(group);
  for (const parent of group.parents) parent.children.delete(group);
  for (const child of group.children) child.parents.delete(group);
  group.directory.groups.delete(group.lowerName);
  world.grants.delete(`group:${group.lowerName}`);
  forgetGroups(world);
}

export function nestGroup(world: World, child: Group, parent: Group): void {
  parent.children.add(child);
  child.parents.add(parent);
  forgetGroups(world);
}

export function addMembership(world: World, user: User, account: Account, group: Group): void {
  if (account.groups.has(group)) return;
  account.groups.add(group);
  group.accounts.add(account);
  if (effectiveAccount(user) !== account) return;
  const members = world.views.members.get(group.lowerName);
  if (members !== undefined) insertIntoIndex(members, user.lowerName, user);
  refreshLicensed(world, user);
}

export function removeMembership(world: World, user: User, account: Account, group: Group): void {
  if (!account.groups.delete(group)) return;
  group.accounts.delete(account);
  if (effectiveAccount(user) !== account) return;
  removeFromMembers(world, group, user);
  refreshLicensed(world, user);
}

/** Sets the whole list of global permissions of one subject. */
export function setGrants(world: World, subject: string, operations: Iterable<Operation>): void {
  world.grants.set(subject, new Set(operations));
  world.views.granting.clear();
  world.views.licensed = null;
}

function removeFromMembers(world: World, group: Group, user: User): void {
  const members = world.views.members.get(group.lowerName);
  if (members !== undefined) removeFromIndex(members, user.lowerName);
}

function refreshLicensed(world: World, user: User): void {
  const licensed = world.views.licensed;
  if (licensed === null) return;
  dropFromLicensed(world, user);
  if (!isLicensed(world, user)) return;
  const key = licensedKey(user);
  licensed.keyOf.set(user, key);
  insertIntoIndex(licensed.index, key, user);
}

function dropFromLicensed(world: World, user: User): void {
  const key = world.views.licensed?.keyOf.get(user);
  if (world.views.licensed === null || key === undefined) return;
  removeFromIndex(world.views.licensed.index, key);
  world.views.licensed.keyOf.delete(user);
}

function forgetEffects(world: World): void {
  world.views.members.clear();
  world.views.licensed = null;
}

function forgetGroups(world: World): void {
  world.views.groupNames = null;
  world.views.granting.clear();
  forgetEffects(world);
}
