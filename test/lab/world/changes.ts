// Every change of the world goes through here, so that what is derived from it stays right and listeners hear of it.
import { tell } from './change.ts';
import { type Account, type Directory, foldName, type Group, type Operation, type User, type World } from './model.ts';
import { noteCheckOfLogin } from './password-checks.ts';
import { insertIntoIndex, removeFromIndex } from './sorted-index.ts';
import { isLicensed, isMember, licensedKey } from './views.ts';

export type AccountInput = {
  username: string;
  displayName: string;
  email: string | null;
  active?: boolean;
  createdEpochMs: number;
  password?: string | null;
  externalId?: string;
  firstName?: string | null;
  lastName?: string | null;
};

export function addDirectory(world: World, input: Pick<Directory, 'id' | 'name' | 'kind' | 'writable'>): Directory {
  const directory: Directory = {
    ...input,
    order: world.directories.length,
    accounts: new Map(),
    accountsRevision: 0,
    groups: new Map(),
    createdEpochMs: world.clock.nowMs(),
    source: null,
  };
  world.directories.push(directory);
  return directory;
}

/** Adds an account; the first of its name makes a user, with the key it had before or `userKey`. */
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
    updatedEpochMs: input.createdEpochMs,
    password: input.password ?? null,
    externalId: input.externalId ?? world.nextExternalId(),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    lastAuthenticatedEpochMs: null,
    attributes: new Map(),
    groups: new Set(),
  };
  directory.accounts.set(lowerName, account);
  directory.accountsRevision += 1;
  const user = world.users.get(lowerName) ?? introduceUser(world, account, userKey);
  if (user.accounts.length > 0) forgetEffects(world);
  user.accounts.push(account);
  user.accounts.sort((left, right) => left.directory.order - right.directory.order);
  tell(world, { kind: 'account', what: 'added', account });
  return user;
}

function introduceUser(world: World, { username, lowerName }: Account, userKey: string): User {
  const back = world.unsynced.get(lowerName);
  world.unsynced.delete(lowerName);
  const fresh = { userKey, username, lowerName, lastLoginEpochMs: null, lastLoginTold: true };
  const user: User = { ...(back ?? fresh), accounts: [] };
  world.users.set(lowerName, user);
  world.usersByKey.set(user.userKey, user);
  if (world.views.users !== null) insertIntoIndex(world.views.users, lowerName, user);
  if (back === undefined) tell(world, { kind: 'user', what: 'added', user });
  return user;
}

/** Takes one account away. A user who loses the last one is unsynced: the key, its rights and tokens stay. */
export function removeAccount(world: World, user: User, account: Account): void {
  for (const group of [...account.groups]) removeMembership(world, user, account, group);
  dropFromDirectory(account);
  user.accounts.splice(user.accounts.indexOf(account), 1);
  forgetEffects(world);
  tell(world, { kind: 'account', what: 'removed', account });
  if (user.accounts.length > 0) return;
  const { accounts, ...known } = user;
  forgetUser(world, user);
  world.unsynced.set(user.lowerName, known);
}

/** Removes the user from every directory; the user key, its rights and its tokens go with it. */
export function removeUser(world: World, user: User): void {
  for (const account of user.accounts) {
    for (const group of account.groups) {
      group.accounts.delete(account);
      removeFromMembers(world, group, user);
      tell(world, { kind: 'membership', what: 'removed', account, group });
    }
    account.groups.clear();
    dropFromDirectory(account);
    tell(world, { kind: 'account', what: 'removed', account });
  }
  forgetUser(world, user);
  dropFromLicensed(world, user);
  forgetKey(world, user);
}

function dropFromDirectory({ directory, lowerName }: Account): void {
  directory.accounts.delete(lowerName);
  directory.accountsRevision += 1;
}

/** Deletes a user who has no account any more: the key goes, and what hangs on it. */
export function removeUnsynced(world: World, lowerName: string): void {
  const gone = world.unsynced.get(lowerName);
  if (gone === undefined) return;
  world.unsynced.delete(lowerName);
  forgetKey(world, gone);
}

function forgetUser(world: World, user: User): void {
  world.users.delete(user.lowerName);
  world.usersByKey.delete(user.userKey);
  if (world.views.users !== null) removeFromIndex(world.views.users, user.lowerName);
}

function forgetKey(world: World, user: Pick<User, 'userKey' | 'username' | 'lowerName'>): void {
  world.grants.delete(`user:${user.userKey}`);
  for (const token of [...world.tokens.values()]) {
    if (token.userKey !== user.userKey) continue;
    world.tokens.delete(token.raw);
    tell(world, { kind: 'token', what: 'removed', token });
  }
  tell(world, { kind: 'grants', subject: `user:${user.userKey}` });
  tell(world, { kind: 'user', what: 'removed', user });
}

export function setAccountActive(world: World, user: User, account: Account, active: boolean): void {
  if (account.active === active) return;
  account.active = active;
  if (user.accounts.length > 1) forgetEffects(world);
  else refreshLicensed(world, user);
  noteUpdate(world, account);
}

export type AccountDetails = Partial<Pick<Account, 'displayName' | 'email' | 'password' | 'firstName' | 'lastName'>>;

/** Changes what no list depends on. */
export function updateAccount(world: World, account: Account, details: AccountDetails): void {
  Object.assign(account, details);
  noteUpdate(world, account);
}

export function setLastLogin(world: World, user: User, epochMs: number | null): void {
  user.previousLoginEpochMs = user.lastLoginTold ? user.lastLoginEpochMs : null;
  user.lastLoginEpochMs = epochMs;
  if (epochMs !== null) user.lastLoginTold = true;
  noteCheckOfLogin(world, user, epochMs);
  refreshLicensed(world, user);
  tell(world, { kind: 'login', user });
}

export type GroupDetails = Partial<Pick<Group, 'description' | 'active'>>;

export function addGroup(world: World, directory: Directory, name: string, details: GroupDetails = {}): Group {
  const lowerName = foldName(name);
  const nowEpochMs = world.clock.nowMs();
  const group: Group = {
    directory,
    name,
    lowerName,
    description: details.description ?? '',
    active: details.active ?? true,
    createdEpochMs: nowEpochMs,
    updatedEpochMs: nowEpochMs,
    attributes: new Map(),
    accounts: new Set(),
    children: new Set(),
    parents: new Set(),
  };
  directory.groups.set(lowerName, group);
  forgetGroups(world);
  tell(world, { kind: 'group', what: 'added', group });
  return group;
}

export function updateGroup(world: World, group: Group, details: GroupDetails): void {
  Object.assign(group, details);
  noteGroupUpdate(world, group);
}

/** The rights of the name go with the last group that has it. */
export function removeGroup(world: World, group: Group): void {
  for (const account of group.accounts) {
    account.groups.delete(group);
    tell(world, { kind: 'membership', what: 'removed', account, group });
  }
  for (const parent of [...group.parents]) denestGroup(world, group, parent);
  for (const child of [...group.children]) denestGroup(world, child, group);
  group.directory.groups.delete(group.lowerName);
  forgetGroups(world);
  tell(world, { kind: 'group', what: 'removed', group });
  if (world.directories.some((directory) => directory.groups.has(group.lowerName))) return;
  world.grants.delete(`group:${group.lowerName}`);
  tell(world, { kind: 'grants', subject: `group:${group.lowerName}` });
}

export function nestGroup(world: World, child: Group, parent: Group): void {
  parent.children.add(child);
  child.parents.add(parent);
  forgetGroups(world);
  tell(world, { kind: 'nesting', what: 'added', child, parent });
}

export function denestGroup(world: World, child: Group, parent: Group): void {
  parent.children.delete(child);
  child.parents.delete(parent);
  forgetGroups(world);
  tell(world, { kind: 'nesting', what: 'removed', child, parent });
}

export function addMembership(world: World, user: User, account: Account, group: Group): void {
  if (account.groups.has(group)) return;
  account.groups.add(group);
  group.accounts.add(account);
  tell(world, { kind: 'membership', what: 'added', account, group });
  const members = world.views.members.get(group.lowerName);
  if (members !== undefined && isMember(world, user, group.lowerName)) insertIntoIndex(members, user.lowerName, user);
  refreshLicensed(world, user);
}

export function removeMembership(world: World, user: User, account: Account, group: Group): void {
  if (!account.groups.delete(group)) return;
  group.accounts.delete(account);
  tell(world, { kind: 'membership', what: 'removed', account, group });
  if (!isMember(world, user, group.lowerName)) removeFromMembers(world, group, user);
  refreshLicensed(world, user);
}

/** Sets the whole list of global permissions of one subject. */
export function setGrants(world: World, subject: string, operations: Iterable<Operation>): void {
  world.grants.set(subject, new Set(operations));
  world.views.granting.clear();
  world.views.licensed = null;
  tell(world, { kind: 'grants', subject });
}

export function setAggregation(world: World, on: boolean): void {
  world.aggregation = on;
  forgetEffects(world);
}

function noteUpdate(world: World, account: Account): void {
  account.updatedEpochMs = world.clock.nowMs();
  tell(world, { kind: 'account', what: 'updated', account });
}

function noteGroupUpdate(world: World, group: Group): void {
  group.updatedEpochMs = world.clock.nowMs();
  tell(world, { kind: 'group', what: 'updated', group });
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
