// What Confluence sees of the world: users, direct groups, members and licence holders, each kept sorted until it changes.
import type { Account, Directory, Group, LicensedIndex, Operation, User, World } from './model.ts';
import { foldName } from './model.ts';
import { buildSortedIndex, type SortedIndex } from './sorted-index.ts';

/** By name or id. */
export function findDirectoryNamed(world: World, nameOrId: string): Directory | undefined {
  return world.directories.find((one) => one.name === nameOrId || String(one.id) === nameOrId);
}

export function findUser(world: World, username: string): User | undefined {
  return world.users.get(foldName(username));
}

/** The first active account in directory order speaks for the user; without an active one, the first. */
export function effectiveAccount(user: User): Account {
  return user.accounts.find((account) => account.active) ?? (user.accounts[0] as Account);
}

export function isActive(user: User): boolean {
  return effectiveAccount(user).active;
}

export function listUsers(world: World): SortedIndex<User> {
  world.views.users ??= buildSortedIndex(world.users.values(), (user) => user.lowerName);
  return world.views.users;
}

/** All groups of this name, in directory order; one name may exist in several directories. */
export function groupsNamed(world: World, name: string): Group[] {
  const lowerName = foldName(name);
  const found: Group[] = [];
  for (const directory of world.directories) {
    const group = directory.groups.get(lowerName);
    if (group !== undefined) found.push(group);
  }
  return found;
}

export function listGroupNames(world: World): string[] {
  if (world.views.groupNames === null) {
    const names = new Map<string, string>();
    for (const directory of world.directories) {
      for (const group of directory.groups.values()) {
        if (!names.has(group.lowerName)) names.set(group.lowerName, group.name);
      }
    }
    world.views.groupNames = sortNames(names.values());
  }
  return world.views.groupNames;
}

/** Direct groups: of all accounts of the user where memberships are aggregated, else of the one that speaks for them. */
function* groupsOf(user: User, aggregated: boolean): Iterable<Group> {
  if (!aggregated) yield* effectiveAccount(user).groups;
  else for (const account of user.accounts) yield* account.groups;
}

/** Whether the user counts as a direct member of the groups with this name. */
export function isMember(world: World, user: User, lowerGroupName: string): boolean {
  const counting = world.aggregation ? user.accounts : user.accounts.length === 0 ? [] : [effectiveAccount(user)];
  return counting.some((account) => {
    const group = account.directory.groups.get(lowerGroupName);
    return group !== undefined && account.groups.has(group);
  });
}

/** `aggregated` false: only of the account that speaks for the user. */
export function listGroupNamesOf(user: User, aggregated = true): string[] {
  const names = new Map<string, string>();
  for (const group of groupsOf(user, aggregated))
    if (!names.has(group.lowerName)) names.set(group.lowerName, group.name);
  return sortNames(names.values());
}

/** Direct members only, each once. */
export function listMembers(world: World, groupName: string): SortedIndex<User> {
  const lowerName = foldName(groupName);
  const known = world.views.members.get(lowerName);
  if (known !== undefined) return known;
  const members = new Set<User>();
  for (const group of groupsNamed(world, groupName)) {
    for (const account of group.accounts) {
      const user = world.users.get(account.lowerName);
      if (user !== undefined && (world.aggregation || effectiveAccount(user) === account)) members.add(user);
    }
  }
  const index = buildSortedIndex(members, (user) => user.lowerName);
  world.views.members.set(lowerName, index);
  return index;
}

/** Groups that hold this permission themselves or inherit it from a group they are nested in. */
export function groupsHolding(world: World, operation: Operation): Set<Group> {
  const known = world.views.granting.get(operation);
  if (known !== undefined) return known;
  const holding = new Set<Group>();
  for (const directory of world.directories) {
    for (const group of directory.groups.values()) {
      if (world.grants.get(`group:${group.lowerName}`)?.has(operation)) collectWithDescendants(group, holding);
    }
  }
  world.views.granting.set(operation, holding);
  return holding;
}

function holdsPermission(world: World, user: User, operation: Operation): boolean {
  if (world.grants.get(`user:${user.userKey}`)?.has(operation)) return true;
  const holding = groupsHolding(world, operation);
  for (const group of groupsOf(user, world.aggregation)) if (holding.has(group)) return true;
  return false;
}

export function isLicensed(world: World, user: User): boolean {
  return isActive(user) && holdsPermission(world, user, 'application/use');
}

export function isSystemAdministrator(world: World, user: User): boolean {
  return holdsPermission(world, user, 'system/administer');
}

export function isAdministrator(world: World, user: User): boolean {
  return holdsPermission(world, user, 'application/administer') || isSystemAdministrator(world, user);
}

/** Licensed active users, the longest without a login first, those never seen before all others. */
export function listLicensed(world: World): LicensedIndex {
  if (world.views.licensed === null) {
    const keyOf = new Map<User, string>();
    for (const user of world.users.values()) if (isLicensed(world, user)) keyOf.set(user, licensedKey(user));
    world.views.licensed = { index: buildSortedIndex(keyOf.keys(), (user) => keyOf.get(user) as string), keyOf };
  }
  return world.views.licensed;
}

export function licensedKey(user: User): string {
  const login = user.lastLoginTold ? (user.lastLoginEpochMs ?? 0) : 0;
  return `${String(login).padStart(15, '0')} ${user.lowerName}`;
}

function collectWithDescendants(group: Group, into: Set<Group>): void {
  if (into.has(group)) return;
  into.add(group);
  for (const child of group.children) collectWithDescendants(child, into);
}

function sortNames(names: Iterable<string>): string[] {
  return [...names].sort((left, right) => {
    const [a, b] = [foldName(left), foldName(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
}
