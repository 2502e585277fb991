// Users as the wire shows them.
import type { UserHistoryDocument } from '../../contract/user-history.ts';
import type { FoundUserPage, UserDetailDocument, UserDocument } from '../../contract/users.ts';
import type { Account } from '../../domain/account.ts';
import type { EvidenceItem } from '../../domain/activity/evidence.ts';
import type { Instant, User } from '../../domain/user.ts';
import type { FoundPeople, FoundUser, UserDeed } from '../../services/users.ts';
import { viewOutcome } from './outcomes.ts';
import { viewStanding } from './stages.ts';

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

export function viewFoundUsers({ snapshot, people, counts, nextCursor }: FoundPeople): FoundUserPage {
  return {
    snapshotId: snapshot.id,
    readAt: snapshot.startedAt,
    usersRead: snapshot.userCount,
    items: people.map(({ person: { user, memberships, accounts, unsynced = false }, seat, places }) => ({
      ...viewUser(user),
      groups: memberships.length,
      directory:
        accounts.kind === 'untold' ? null : (accounts.accounts.find((one) => one.effective)?.directory ?? null),
      seat: seat?.seat ?? null,
      stages: places.map(({ policyId, standing }) => ({ policyId, reached: standing.reached?.stage ?? null })),
      unsynced,
    })),
    counts,
    nextCursor,
  };
}

export function viewUserDetail(found: FoundUser, timeZone: string): UserDetailDocument {
  const { snapshot, user, memberships, accounts, evidence, seat, standings } = found;
  return {
    snapshotId: snapshot.id,
    readAt: snapshot.startedAt,
    user: viewUser(user),
    evidence: evidence.map((item) => viewEvidence(item, snapshot.startedAt)),
    memberships: memberships.map(({ group, direct }) => ({ group, direct })),
    seat,
    stages: standings.map((standing) => viewStanding(standing, timeZone)),
    accounts: {
      known: accounts.kind === 'untold' ? 'untold' : accounts.complete ? 'complete' : 'partly',
      items: accounts.kind === 'untold' ? [] : accounts.accounts.map(viewAccount),
    },
  };
}

/** A step of a live run as it stands with the user. */
export function viewDeed({ policyId, outcome, ...deed }: UserDeed): UserHistoryDocument['items'][number] {
  return { ...deed, policyId, outcome: viewOutcome(outcome) };
}

function viewAccount(account: Account): UserDetailDocument['accounts']['items'][number] {
  const { directory, username, status, email, displayName, createdAt, effective } = account;
  const standing = effective === null ? 'unknown' : effective ? 'effective' : 'shadowed';
  return { directory, username, status, email, displayName, createdAt, standing };
}

function viewEvidence(item: EvidenceItem, takenAt: Instant): UserDetailDocument['evidence'][number] {
  const { source, kind, word, at, readAt, carried } = item;
  const ageSeconds = at === null ? null : Math.max(0, Math.floor((Date.parse(takenAt) - Date.parse(at)) / 1000));
  return { source, kind, word, at, readAt, ageSeconds, carried };
}
