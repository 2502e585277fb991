// Synchronisation: reading a directory's source into Confluence's copy of it, which takes its time on the lab's clock.
import {
  addAccount,
  addGroup,
  addMembership,
  denestGroup,
  nestGroup,
  removeAccount,
  removeGroup,
  removeMembership,
  setAccountActive,
  updateAccount,
} from './changes.ts';
import { type Account, type Directory, foldName, type Group, type Source, type World } from './model.ts';
import { renameAccount } from './rename.ts';
import { makeUserKey } from './user-keys.ts';

/** Makes `directory` the copy of `theirs`; its first reading is up to the caller. */
export function attachSource(world: World, directory: Directory, from: { world: World; directory: Directory }): Source {
  const source: Source = {
    ...from,
    fed: new Set(),
    last: null,
    running: null,
    nextEpochMs: world.clock.nowMs() + world.synchronisation.everyMs,
  };
  directory.source = source;
  return source;
}

/** How often and how long, from now on. */
export function setPace(world: World, pace: World['synchronisation']): void {
  Object.assign(world.synchronisation, pace);
  for (const { source } of world.directories) {
    if (source !== null) source.nextEpochMs = world.clock.nowMs() + pace.everyMs;
  }
}

/** Starts a synchronisation unless one is running; with a duration of 0 it is over at once. */
export function startSynchronisation(world: World, directory: Directory): void {
  if (directory.source === null || directory.source.running !== null) return;
  begin(world, directory.source, world.clock.nowMs());
  settleSynchronisations(world);
}

/** Starts what is due and finishes whatever has run its time; to be called before the world is looked at. */
export function settleSynchronisations(world: World): void {
  const nowEpochMs = world.clock.nowMs();
  const { everyMs } = world.synchronisation;
  for (const directory of world.directories) {
    const { source } = directory;
    if (source === null) continue;
    if (everyMs === 0) copySource(world, directory);
    else if (source.running === null && nowEpochMs >= source.nextEpochMs) begin(world, source, source.nextEpochMs);
    if (source.running === null) continue;
    const { startedEpochMs, durationMs } = source.running;
    if (nowEpochMs < startedEpochMs + durationMs) continue;
    source.last = source.running;
    source.running = null;
    source.nextEpochMs = nowEpochMs + Math.max(everyMs, 1);
    copySource(world, directory);
  }
}

function begin(world: World, source: Source, startedEpochMs: number): void {
  source.running = { startedEpochMs, durationMs: world.synchronisation.durationMs };
}

/** The nightly feed of the source: accounts it knows as employed, or all, are active again. Returns how many came back. */
export function feedSource(source: Source, everybody: boolean): number {
  let count = 0;
  for (const account of source.directory.accounts.values()) {
    const user = source.world.users.get(account.lowerName);
    if (account.active || user === undefined || !(everybody || source.fed.has(account.lowerName))) continue;
    setAccountActive(source.world, user, account, true);
    count += 1;
  }
  return count;
}

/** Makes the copy equal to its source now. Returns the number of differences there were. */
export function copySource(world: World, directory: Directory): number {
  const theirs = directory.source?.directory;
  if (theirs === undefined) return 0;
  let count = followNewNames(world, directory, theirs);
  for (const account of [...directory.accounts.values()]) {
    const user = world.users.get(account.lowerName);
    if (theirs.accounts.has(account.lowerName) || user === undefined) continue;
    removeAccount(world, user, account);
    count += 1;
  }
  for (const group of [...directory.groups.values()]) {
    if (theirs.groups.has(group.lowerName)) continue;
    removeGroup(world, group);
    count += 1;
  }
  for (const group of theirs.groups.values()) {
    if (directory.groups.has(group.lowerName)) continue;
    addGroup(world, directory, group.name).description = group.description;
    count += 1;
  }
  for (const group of theirs.groups.values()) count += copyNesting(world, directory, group);
  for (const account of theirs.accounts.values()) count += copyAccount(world, directory, account);
  return count;
}

/** An account that has another name at the source, by its external id, is the same account. */
function followNewNames(world: World, directory: Directory, theirs: Directory): number {
  const gone = [...directory.accounts.values()].filter((account) => !theirs.accounts.has(account.lowerName));
  if (gone.length === 0) return 0;
  const names = new Map([...theirs.accounts.values()].map(({ externalId, username }) => [externalId, username]));
  let count = 0;
  for (const account of gone) {
    const user = world.users.get(account.lowerName);
    const username = names.get(account.externalId);
    if (user === undefined || username === undefined || directory.accounts.has(foldName(username))) continue;
    renameAccount(world, user, account, username);
    count += 1;
  }
  return count;
}

function copyNesting(world: World, directory: Directory, theirs: Group): number {
  const ours = directory.groups.get(theirs.lowerName);
  if (ours === undefined) return 0;
  let count = 0;
  for (const child of [...ours.children]) {
    if ([...theirs.children].some((other) => other.lowerName === child.lowerName)) continue;
    denestGroup(world, child, ours);
    count += 1;
  }
  for (const other of theirs.children) {
    const child = directory.groups.get(other.lowerName);
    if (child === undefined || ours.children.has(child)) continue;
    nestGroup(world, child, ours);
    count += 1;
  }
  return count;
}

function copyAccount(world: World, directory: Directory, theirs: Account): number {
  const known = directory.accounts.get(theirs.lowerName);
  let count = known === undefined ? 1 : 0;
  const user =
    known === undefined ? addAccount(world, directory, theirs, makeUserKey(world)) : world.users.get(theirs.lowerName);
  const ours = directory.accounts.get(theirs.lowerName);
  if (user === undefined || ours === undefined) return count;
  if (ours.active !== theirs.active) {
    setAccountActive(world, user, ours, theirs.active);
    count += 1;
  }
  const { displayName, email, password, firstName, lastName } = theirs;
  const same = ours.displayName === displayName && ours.email === email && ours.password === password;
  if (!same || ours.firstName !== firstName || ours.lastName !== lastName || ours.externalId !== theirs.externalId) {
    ours.externalId = theirs.externalId;
    updateAccount(world, ours, { displayName, email, password, firstName, lastName });
    count += 1;
  }
  copyAttributes(world, ours, theirs);
  for (const group of [...ours.groups]) {
    const other = theirs.directory.groups.get(group.lowerName);
    if (other !== undefined && theirs.groups.has(other)) continue;
    removeMembership(world, user, ours, group);
    count += 1;
  }
  for (const other of theirs.groups) {
    const group = directory.groups.get(other.lowerName);
    if (group === undefined || ours.groups.has(group)) continue;
    addMembership(world, user, ours, group);
    count += 1;
  }
  return count;
}

/** Told once, and only where something is different. */
function copyAttributes(world: World, ours: Account, theirs: Account): void {
  const seen = theirs.lastAuthenticatedEpochMs;
  const held = JSON.stringify([...ours.attributes]);
  if (ours.lastAuthenticatedEpochMs === seen && held === JSON.stringify([...theirs.attributes])) return;
  ours.lastAuthenticatedEpochMs = seen;
  ours.attributes.clear();
  for (const [name, values] of theirs.attributes) ours.attributes.set(name, values);
  updateAccount(world, ours, {});
}
