// What other people do at the lab's Confluence behind the product's back: sign-ins, changes by hand, disappearing groups.

import { createUser } from '../lab/confluence/user-changes.ts';
import type { Lab } from '../lab/lab.ts';
import {
  addGroup,
  addMembership,
  removeGroup,
  removeMembership,
  removeUser,
  setAccountActive,
} from '../lab/world/changes.ts';
import type { Group, User } from '../lab/world/model.ts';
import { effectiveAccount, findUser, groupsNamed } from '../lab/world/views.ts';

/** Signs a user in through the page, by the lab's control address. */
export async function signInAt(lab: Pick<Lab, 'controlUrl'>, username: string): Promise<void> {
  const answer = await fetch(`${lab.controlUrl}/login`, { method: 'POST', body: JSON.stringify({ username }) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Moves the lab's own clock on. */
export async function advanceDaysAt(lab: Pick<Lab, 'controlUrl'>, advanceDays: number): Promise<void> {
  const answer = await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ advanceDays }) });
  if (!answer.ok) throw new Error(await answer.text());
}

export function setActiveAt({ world }: Lab, username: string, active: boolean): void {
  const user = requireUser(world, username);
  setAccountActive(world, user, effectiveAccount(user), active);
}

/** Makes a user as an administrator would; without a licence group it could not sign in. */
export function createAt({ world }: Lab, username: string): void {
  createUser(world, { username, displayName: username, email: `${username}@example.com`, password: 'secret' });
}

export function deleteAt({ world }: Lab, username: string): void {
  removeUser(world, requireUser(world, username));
}

export function joinAt({ world }: Lab, username: string, group: string): void {
  const user = requireUser(world, username);
  addMembership(world, user, effectiveAccount(user), requireGroup(world, group));
}

export function leaveAt({ world }: Lab, username: string, group: string): void {
  const user = requireUser(world, username);
  removeMembership(world, user, effectiveAccount(user), requireGroup(world, group));
}

/** Makes a group in the first directory. */
export function createGroupAt({ world }: Lab, name: string): void {
  const [directory] = world.directories;
  if (directory === undefined) throw new Error('the lab has no directory');
  addGroup(world, directory, name);
}

export function deleteGroupAt({ world }: Lab, group: string): void {
  removeGroup(world, requireGroup(world, group));
}

/** Changes the address of a user; null where nobody has one for them any more. */
export function setEmailAt({ world }: Lab, username: string, email: string | null): void {
  effectiveAccount(requireUser(world, username)).email = email;
}

/** Gives a user another name under the same user key, as Confluence does when it renames. */
export function renameAt({ world }: Lab, username: string, newName: string): void {
  const user = requireUser(world, username);
  const lowerName = newName.toLowerCase();
  world.users.delete(user.lowerName);
  for (const account of user.accounts) {
    account.directory.accounts.delete(account.lowerName);
    Object.assign(account, { username: newName, lowerName });
    account.directory.accounts.set(lowerName, account);
  }
  Object.assign(user, { username: newName, lowerName });
  world.users.set(lowerName, user);
  world.views.users = null;
  world.views.licensed = null;
  world.views.members.clear();
}

function requireUser(world: Lab['world'], username: string): User {
  const user = findUser(world, username);
  if (user === undefined) throw new Error(`the lab has no user ${username}`);
  return user;
}

function requireGroup(world: Lab['world'], name: string): Group {
  const [group] = groupsNamed(world, name);
  if (group === undefined) throw new Error(`the lab has no group ${name}`);
  return group;
}
