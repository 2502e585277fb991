// Reads all sources into one snapshot: users, activity, groups with nesting. What could not be read is said, never guessed.
import {
  type Capability,
  type HostActivity,
  HostFailure,
  type HostPort,
  type HostUser,
  type ReadPort,
} from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type Activity, activityFromReading } from '../domain/activity.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { ReadUser, Snapshot, SourceReading } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { createMembershipWriter } from './membership-writer.ts';
import { type GroupReading, readGroups } from './snapshot-groups.ts';

export interface SnapshotWork {
  readonly store: Pick<Store, 'snapshots' | 'settings'>;
  readonly host: HostPort;
  readonly reads: ReadPort;
  readonly clock: Clock;
}

/** How many finished snapshots are kept beside those that open runs refer to. */
const keptSnapshots = 5;

const activitySource = 'users.activity';

/**
 * Reads everything and returns the finished snapshot; what has been read is written while the rest is still on its way.
 * Throws `HostFailure` when users or groups cannot be listed.
 */
export async function takeSnapshot({ store, host, reads, clock }: SnapshotWork): Promise<Snapshot> {
  const startedAt = clock.now();
  const identity = await host.identify();
  const present = new Set(
    (await host.capabilities()).filter((one) => one.present).map((one): Capability => one.capability),
  );
  const { nestedGroups } = await store.settings.all();
  const snapshotId = await store.snapshots.begin({ hostId: identity.hostId, startedAt });
  const writer = createMembershipWriter(store, snapshotId);
  const groupsRead = readGroups({
    reads,
    canNest: present.has('groups.nested'),
    nestingDeclaredNone: nestedGroups === 'declared-none',
    clock,
    onMembers: writer.add,
  });
  const readUsersFirst = async () => {
    // Where nobody lists the users they are found as members, so that the groups must come first.
    const members = present.has('users.list') ? undefined : (await groupsRead).members.values();
    const [activity, listed] = await Promise.all([readLicensed(reads, present, clock), readUsers(reads, members)]);
    const readAt = clock.now();
    await store.snapshots.addUsers(snapshotId, mergeActivity(listed.users.values(), activity, readAt), readAt);
    writer.open(new Set(listed.users.keys()));
    return { activity, listed };
  };
  const [{ activity, listed }, groups] = await Promise.all([readUsersFirst(), groupsRead]);
  const unlisted = await addUnlisted(store, snapshotId, { activity, listed, groups, readAt: clock.now() });
  await store.snapshots.addGroups(snapshotId, groups.groups);
  await writer.close();
  await store.snapshots.addMemberships(snapshotId, groups.nested);
  const users = await judgeUsers(reads, listed, unlisted, clock);
  const sources = [users, activity.reading, ...groups.readings];
  const snapshot = await store.snapshots.finish(snapshotId, { finishedAt: clock.now(), sources });
  await store.snapshots.prune(keptSnapshots);
  return snapshot;
}

/** The list of users is known to be incomplete on some versions: members of groups complete it. */
async function addUnlisted(
  store: SnapshotWork['store'],
  snapshotId: number,
  read: { activity: ActivityRead; listed: UsersRead; groups: GroupReading; readAt: Instant },
): Promise<readonly HostUser[]> {
  const { activity, listed, groups, readAt } = read;
  const unlisted = [...groups.members.values()].filter((user) => !listed.users.has(user.userKey));
  if (unlisted.length > 0) {
    await store.snapshots.addUsers(snapshotId, mergeActivity(unlisted, activity, readAt), readAt);
  }
  return unlisted;
}

interface ActivityRead {
  readonly rows: ReadonlyMap<UserKey, HostActivity>;
  readonly reading: SourceReading;
}

/**
 * The list of licensed users, which tells e-mail from 9.3 and last login from 10.2 on. A source that breaks off keeps
 * what it told so far; the rest is unknown.
 */
async function readLicensed(reads: ReadPort, present: ReadonlySet<Capability>, clock: Clock): Promise<ActivityRead> {
  const rows = new Map<UserKey, HostActivity>();
  const reading = (state: SourceReading['state'], reason: string | null): ActivityRead => ({
    rows,
    reading: { source: activitySource, state, reason, count: rows.size, readAt: clock.now() },
  });
  const tellsActivity = present.has('users.activity');
  if (!tellsActivity && !present.has('users.email')) return reading('absent', 'host_capability_absent');
  try {
    for await (const page of reads.listActivity()) for (const row of page) rows.set(row.userKey, row);
    return tellsActivity ? reading('complete', null) : reading('absent', 'host_capability_absent');
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return reading(rows.size > 0 ? 'partial' : 'failed', error.code);
  }
}

interface UsersRead {
  readonly users: Map<UserKey, HostUser>;
  /** Somebody may have been given twice. */
  readonly rows: number;
}

async function readUsers(reads: ReadPort, members: Iterable<HostUser> | undefined): Promise<UsersRead> {
  const users = new Map<UserKey, HostUser>();
  let rows = 0;
  for await (const page of reads.listUsers(members)) {
    rows += page.length;
    for (const user of page) users.set(user.userKey, user);
  }
  return { users, rows };
}

/** Says whether everybody was read. Throws `HostFailure` where even that cannot be asked. */
async function judgeUsers(
  reads: ReadPort,
  { users, rows }: UsersRead,
  unlisted: readonly HostUser[],
  clock: Clock,
): Promise<SourceReading> {
  const all = [...users.values(), ...unlisted];
  const active = all.filter((user) => user.status === 'active').length;
  const listing = await reads.judgeListing({
    listed: users.size,
    listedRows: rows,
    unlisted: unlisted.length,
    active,
  });
  return { source: 'users.list', ...listing, count: all.length, readAt: clock.now() };
}

function mergeActivity(users: Iterable<HostUser>, activity: ActivityRead, readAt: string): ReadUser[] {
  const merged: ReadUser[] = [];
  for (const user of users) {
    const row = activity.rows.get(user.userKey);
    merged.push({
      userKey: user.userKey,
      username: user.username,
      displayName: user.displayName,
      status: user.status,
      email: row?.email ?? null,
      activity: activityOf(row, activity.reading, readAt),
      createdAt: null,
    });
  }
  return merged;
}

function activityOf(row: HostActivity | undefined, reading: SourceReading, readAt: string): Activity {
  if (reading.state === 'absent') return { state: 'unknown', reason: 'no-source' };
  if (row !== undefined) return activityFromReading({ lastLogin: row.lastLogin, source: reading.source, readAt });
  return { state: 'unknown', reason: reading.state === 'complete' ? 'not-covered' : 'source-failed' };
}
