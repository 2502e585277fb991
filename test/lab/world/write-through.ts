// Changes that Confluence makes in a directory: done here, and at the same time at the directory's source where it has one.
import {
  type AccountDetails,
  type AccountInput,
  addAccount,
  addGroup,
  addMembership,
  removeAccount,
  removeGroup,
  removeMembership,
  removeUser,
  setAccountActive,
  updateAccount,
} from './changes.ts';
import type { Account, Directory, Group, User, World } from './model.ts';
import { makeUserKey } from './user-keys.ts';

export type Counterpart = { readonly world: World; readonly user: User; readonly account: Account };

/** The account at the source, if the directory has one and the account is still there. */
function findCounterpart(account: Account): Counterpart | undefined {
  const { source } = account.directory;
  const twin = source?.directory.accounts.get(account.lowerName);
  const user = source?.world.users.get(account.lowerName);
  return source === null || twin === undefined || user === undefined
    ? undefined
    : { world: source.world, user, account: twin };
}

/** True where the source has lost the account and the next synchronisation will show it. */
export function isGoneAtSource(account: Account): boolean {
  return account.directory.source !== null && findCounterpart(account) === undefined;
}

export function createThrough(world: World, directory: Directory, input: AccountInput): User {
  const { source } = directory;
  if (source === null) return addAccount(world, directory, input, makeUserKey(world));
  const externalId = source.world.nextExternalId();
  addAccount(source.world, source.directory, { ...input, externalId }, externalId);
  return addAccount(world, directory, { ...input, externalId }, makeUserKey(world));
}

export function setActiveThrough(world: World, user: User, account: Account, active: boolean): void {
  setAccountActive(world, user, account, active);
  const twin = findCounterpart(account);
  if (twin !== undefined) setAccountActive(twin.world, twin.user, twin.account, active);
}

export function updateThrough(world: World, account: Account, details: AccountDetails): void {
  updateAccount(world, account, details);
  const twin = findCounterpart(account);
  if (twin !== undefined) updateAccount(twin.world, twin.account, details);
}

export function joinThrough(world: World, user: User, account: Account, group: Group): void {
  addMembership(world, user, account, group);
  const twin = findCounterpart(account);
  if (twin === undefined) return;
  const { directory } = twin.account;
  const theirs = directory.groups.get(group.lowerName) ?? addGroup(twin.world, directory, group.name);
  addMembership(twin.world, twin.user, twin.account, theirs);
}

export function leaveThrough(world: World, user: User, account: Account, group: Group): void {
  removeMembership(world, user, account, group);
  const twin = findCounterpart(account);
  const theirs = twin?.account.directory.groups.get(group.lowerName);
  if (twin !== undefined && theirs !== undefined) removeMembership(twin.world, twin.user, twin.account, theirs);
}

export function createGroupThrough(world: World, directory: Directory, name: string): Group {
  const group = addGroup(world, directory, name);
  const { source } = directory;
  if (source !== null && !source.directory.groups.has(group.lowerName)) addGroup(source.world, source.directory, name);
  return group;
}

export function removeGroupThrough(world: World, group: Group): void {
  removeGroup(world, group);
  const { source } = group.directory;
  const theirs = source?.directory.groups.get(group.lowerName);
  if (source !== null && theirs !== undefined) removeGroup(source.world, theirs);
}

/** Deletes for good: every account, at every source, and the user key. */
export function deleteThrough(world: World, user: User): void {
  for (const account of user.accounts) {
    const twin = findCounterpart(account);
    if (twin !== undefined) removeAccount(twin.world, twin.user, twin.account);
  }
  removeUser(world, user);
}
