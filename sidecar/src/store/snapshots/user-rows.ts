// Turns users into rows, with the folded copies that searching compares, and rows back into users.
import type { Selectable } from 'kysely';
import { emailDomainOf, foldName, type Membership, type User, type UserKey } from '../../domain/user.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { SnapshotUserTable } from '../tables/snapshots.ts';
import type { Rows } from '../tables.ts';

export const userColumns = [
  'user_key',
  'username',
  'display_name',
  'email',
  'status',
  'activity',
  'created_at',
  'first_seen_at',
  'first_seen_disabled_at',
] as const;

export type UserRow = Pick<Selectable<SnapshotUserTable>, (typeof userColumns)[number]>;

export function makeUserRow(snapshotId: number, user: User): Selectable<SnapshotUserTable> {
  const { activity, email } = user;
  return {
    snapshot_id: snapshotId,
    user_key: user.userKey,
    username: user.username,
    username_folded: foldName(user.username),
    display_name: user.displayName,
    display_name_folded: foldName(user.displayName),
    email,
    email_folded: email === null ? null : foldName(email),
    email_domain: emailDomainOf(email),
    status: user.status,
    activity: writeJson(activity),
    activity_state: activity.state,
    activity_at:
      activity.state === 'seen' ? activity.at : activity.state === 'unknown' ? (activity.atLeast?.at ?? null) : null,
    created_at: user.createdAt,
    first_seen_at: user.firstSeenAt,
    first_seen_disabled_at: user.firstSeenDisabledAt,
  };
}

export function readUserRow(row: UserRow): User {
  return {
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    email: row.email,
    status: row.status,
    activity: readJson(row.activity),
    createdAt: row.created_at,
    firstSeenAt: row.first_seen_at,
    firstSeenDisabledAt: row.first_seen_disabled_at,
  };
}

/** Memberships of the given users, by user key, groups in the order of their folded names. */
export async function readMemberships(
  rows: Rows,
  snapshotId: number,
  userKeys: readonly UserKey[],
): Promise<Map<UserKey, Membership[]>> {
  const byUser = new Map<UserKey, Membership[]>();
  if (userKeys.length === 0) return byUser;
  const found = await rows
    .selectFrom('snapshot_memberships')
    .select(['user_key', 'group_name', 'direct'])
    .where('snapshot_id', '=', snapshotId)
    .where('user_key', 'in', userKeys)
    .orderBy('user_key')
    .orderBy('group_folded')
    .execute();
  for (const row of found) {
    const membership = { group: row.group_name, direct: row.direct === 1 };
    const known = byUser.get(row.user_key);
    if (known === undefined) byUser.set(row.user_key, [membership]);
    else known.push(membership);
  }
  return byUser;
}
