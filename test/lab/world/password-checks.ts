// What the check of a password leaves behind: when the directory last found it right, how often Confluence was given a wrong one.
import { tell } from './change.ts';
import type { Account, User, World } from './model.ts';
import { effectiveAccount } from './views.ts';

const CHECKED_BEFORE_MS = 37;

/** Here and at the source, so that the next reading does not take it back. */
export function noteAuthentication(account: Account, epochMs: number | null): void {
  account.lastAuthenticatedEpochMs = epochMs;
  const theirs = account.directory.source?.directory.accounts.get(account.lowerName);
  if (theirs !== undefined) theirs.lastAuthenticatedEpochMs = epochMs;
}

/** The password is found right a moment before the login is noted. */
export function noteCheckOfLogin(world: World, user: User, loginEpochMs: number | null): void {
  world.failedLogins.delete(user.lowerName);
  noteAuthentication(effectiveAccount(user), loginEpochMs === null ? null : loginEpochMs - CHECKED_BEFORE_MS);
}

/** A right password is no login by itself. */
export function notePassedCheck(world: World, user: User): void {
  world.failedLogins.delete(user.lowerName);
  noteAuthentication(effectiveAccount(user), world.clock.nowMs());
  tell(world, { kind: 'login', user });
}

export function noteFailedCheck(world: World, user: User): void {
  world.failedLogins.set(user.lowerName, (world.failedLogins.get(user.lowerName) ?? 0) + 1);
  user.failures = { total: (user.failures?.total ?? 0) + 1, lastEpochMs: world.clock.nowMs() };
  tell(world, { kind: 'login', user });
}

/** Somebody may try again: what failed in a row is forgotten, the total is not. */
export function forgetFailuresInARow(world: World, user: User): void {
  if (world.failedLogins.delete(user.lowerName)) tell(world, { kind: 'login', user });
}
