// What an application sees: its directories in order as one list, the first account of a name hiding the later ones.
import { type Account, foldName, type Group, type User } from '../world/model.ts';
import type { Application, Mapping, Permission } from './applications.ts';
import { CrowdRefusal, refuseGroup, refuseUser } from './refusal.ts';

export type FoundAccount = { readonly mapping: Mapping; readonly account: Account; readonly user: User };
export type FoundGroup = { readonly mapping: Mapping; readonly group: Group };

export function findAccounts(application: Application, name: string): FoundAccount[] {
  const lowerName = foldName(name);
  return application.mappings.flatMap((mapping) => {
    const account = mapping.directory.accounts.get(lowerName);
    const user = mapping.world.users.get(lowerName);
    return account === undefined || user === undefined ? [] : [{ mapping, account, user }];
  });
}

export function requireAccount(application: Application, name: string, status: 400 | 404 = 404): FoundAccount {
  const [found] = findAccounts(application, name);
  if (found === undefined) throw refuseUser(name, status);
  return found;
}

export function findGroups(application: Application, name: string): FoundGroup[] {
  const lowerName = foldName(name);
  return application.mappings.flatMap((mapping) => {
    const group = mapping.directory.groups.get(lowerName);
    return group === undefined ? [] : [{ mapping, group }];
  });
}

export function requireGroup(application: Application, name: string, status: 400 | 404 = 404): FoundGroup {
  const [found] = findGroups(application, name);
  if (found === undefined) throw refuseGroup(name, status);
  return found;
}

type Listing = { readonly revisions: string; readonly found: readonly FoundAccount[] };
const listings = new WeakMap<readonly Mapping[], Listing>();

/** One account for each name, by name; made anew only where somebody came or went, because clients page through it. */
export function listAccounts({ mappings }: Application): readonly FoundAccount[] {
  const revisions = mappings.map((mapping) => mapping.directory.accountsRevision).join();
  const known = listings.get(mappings);
  if (known?.revisions === revisions) return known.found;
  const found = collectAccounts(mappings);
  listings.set(mappings, { revisions, found });
  return found;
}

function collectAccounts(mappings: readonly Mapping[]): FoundAccount[] {
  const found = new Map<string, FoundAccount>();
  for (const mapping of mappings) {
    for (const account of mapping.directory.accounts.values()) {
      const user = mapping.world.users.get(account.lowerName);
      if (user !== undefined && !found.has(account.lowerName)) found.set(account.lowerName, { mapping, account, user });
    }
  }
  return sortByKey(found);
}

export function listGroups(application: Application): FoundGroup[] {
  const found = new Map<string, FoundGroup>();
  for (const mapping of application.mappings) {
    for (const group of mapping.directory.groups.values()) {
      if (!found.has(group.lowerName)) found.set(group.lowerName, { mapping, group });
    }
  }
  return sortByKey(found);
}

/** Direct groups, or all the way up; only of the first account unless the application aggregates. */
export function groupsOfAccount(application: Application, name: string, nested: boolean): FoundGroup[] {
  const accounts = findAccounts(application, name);
  const found = new Map<string, FoundGroup>();
  for (const { mapping, account } of application.aggregation ? accounts : accounts.slice(0, 1)) {
    for (const direct of account.groups) {
      for (const group of nested ? walk(direct, (one) => one.parents) : [direct])
        found.set(group.lowerName, { mapping, group });
    }
  }
  return sortByKey(found);
}

/** Direct members, or those of all groups inside; only of somebody's first account unless the application aggregates. */
export function membersOfGroup(application: Application, name: string, nested: boolean): FoundAccount[] {
  const found = new Map<string, FoundAccount>();
  for (const { mapping, group } of findGroups(application, name)) {
    for (const inner of nested ? walk(group, (one) => one.children) : [group]) {
      for (const { lowerName } of inner.accounts) {
        const [first] = findAccounts(application, lowerName);
        if (first !== undefined && (application.aggregation || first.mapping === mapping)) found.set(lowerName, first);
      }
    }
  }
  return sortByKey(found);
}

export function groupsAround(application: Application, name: string, way: 'children' | 'parents', nested: boolean) {
  const found = new Map<string, FoundGroup>();
  for (const { mapping, group } of findGroups(application, name)) {
    for (const near of group[way]) {
      for (const other of nested ? walk(near, (one) => one[way]) : [near])
        found.set(other.lowerName, { mapping, group: other });
    }
  }
  return sortByKey(found);
}

/** Both the mapping and the directory itself must allow it. */
export function isPermitted(mapping: Mapping, permission: Permission): boolean {
  return mapping.directory.writable && mapping.permissions.has(permission);
}

export function requirePermission(mapping: Mapping, permission: Permission): void {
  if (!isPermitted(mapping, permission)) throw refusePermission(permission);
}

export function refusePermission(permission: Permission): CrowdRefusal {
  return new CrowdRefusal(
    403,
    'APPLICATION_PERMISSION_DENIED',
    `Application does not have the permission ${permission}`,
  );
}

export function walk(start: Group, next: (group: Group) => Iterable<Group>): Set<Group> {
  const seen = new Set<Group>();
  const waiting = [start];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    if (seen.has(group)) continue;
    seen.add(group);
    waiting.push(...next(group));
  }
  return seen;
}

function sortByKey<T>(found: ReadonlyMap<string, T>): T[] {
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, item]) => item);
}
