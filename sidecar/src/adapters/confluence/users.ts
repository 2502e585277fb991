// A user as Confluence writes them, turned into ours.
import type { UserKey, Username, UserStatus } from '../../domain/user.ts';
import type { HostUser } from '../ports.ts';
import type { WireAnyUser, WireUser } from './schema.ts';

/**
 * Only `current` is active and only `deactivated` is disabled; every other word, and none at all, is unknown. A user
 * of type `unknown` (deleted, or gone from every directory) is unknown whatever their status says.
 */
export function statusOf({ type, status }: Pick<WireUser, 'type' | 'status'>): UserStatus {
  if (type !== undefined && type !== 'known') return 'unknown';
  if (status === 'current') return 'active';
  return status === 'deactivated' ? 'disabled' : 'unknown';
}

/** Whether this is somebody, not the anonymous visitor. */
export function isSomebody(user: WireAnyUser): user is WireUser {
  return user.type !== 'anonymous' && 'userKey' in user;
}

export function toHostUser(user: WireUser): HostUser {
  return {
    userKey: user.userKey as UserKey,
    username: user.username as Username,
    displayName: user.displayName ?? user.username,
    status: statusOf(user),
  };
}
