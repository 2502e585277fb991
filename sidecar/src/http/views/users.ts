// Users as the wire shows them.
import type { UserDetailDocument, UserDocument } from '../../contract/users.ts';
import type { User } from '../../domain/user.ts';
import type { FoundUser } from '../../services/users.ts';

export function viewUser(user: User): UserDocument {
  return {
    userKey: user.userKey,
    username: user.username,
    displayName: user.displayName,
    email: user.email,
    status: user.status,
    activity: user.activity,
    createdAt: user.createdAt,
    firstSeenAt: user.firstSeenAt,
    firstSeenDisabledAt: user.firstSeenDisabledAt,
  };
}

export function viewUserDetail({ snapshot, user, memberships }: FoundUser): UserDetailDocument {
  return {
    snapshotId: snapshot.id,
    readAt: snapshot.startedAt,
    user: viewUser(user),
    memberships: memberships.map(({ group, direct }) => ({ group, direct })),
  };
}
