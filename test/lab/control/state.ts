// The truth about the world, as `GET /state` gives it: also what no answer of Confluence would tell.
import { formatInstant } from '../clock.ts';
import type { World } from '../world/model.ts';
import {
  effectiveAccount,
  groupsNamed,
  isActive,
  listGroupNames,
  listGroupNamesOf,
  listMembers,
  listUsers,
} from '../world/views.ts';

export type LabState = {
  now: string;
  users: {
    username: string;
    userKey: string;
    status: 'current' | 'deactivated';
    email: string | null;
    /** When the user really last logged in, whether the host tells so or not. */
    lastLoginAt: string | null;
    /** False: the host leaves `lastLogin` out of its answers for this user. */
    lastLoginTold: boolean;
    displayName: string;
    createdAt: string;
    accounts: { directory: string; active: boolean }[];
    groups: string[];
  }[];
  /** Known by name and key, and in no directory any more. */
  unsynced: { username: string; userKey: string }[];
  groups: { name: string; members: string[]; groups: string[] }[];
  directories: { id: number; name: string; kind: string; order: number; writable: boolean }[];
};

export function describeState(world: World): LabState {
  return {
    now: formatInstant(world.clock.nowMs()),
    users: listUsers(world).items.map((user) => {
      const account = effectiveAccount(user);
      return {
        username: user.username,
        userKey: user.userKey,
        status: isActive(user) ? 'current' : 'deactivated',
        email: account.email,
        lastLoginAt: user.lastLoginEpochMs === null ? null : formatInstant(user.lastLoginEpochMs),
        lastLoginTold: user.lastLoginTold,
        displayName: account.displayName,
        createdAt: formatInstant(account.createdEpochMs),
        accounts: user.accounts.map((one) => ({ directory: one.directory.name, active: one.active })),
        groups: listGroupNamesOf(user, world.aggregation),
      };
    }),
    unsynced: [...world.unsynced.values()].map(({ username, userKey }) => ({ username, userKey })),
    groups: listGroupNames(world).map((name) => ({
      name,
      members: listMembers(world, name).items.map((user) => user.username),
      groups: [...new Set(groupsNamed(world, name).flatMap((group) => [...group.children].map((child) => child.name)))],
    })),
    directories: world.directories.map(({ id, name, kind, order, writable }) => ({ id, name, kind, order, writable })),
  };
}
