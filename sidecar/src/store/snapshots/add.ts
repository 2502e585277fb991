// Adds what was read to a snapshot in bulk, slice by slice, and notes since when each user has been seen.
import type { Selectable } from 'kysely';
import { foldName, type Instant, type UserKey } from '../../domain/user.ts';
import { writeJson } from '../json-text.ts';
import { keepInsert } from '../kept-insert.ts';
import { cutSlices, forEachSlice, type Rest, sliceRows } from '../slices.ts';
import type { GroupRecord, ReadUser } from '../snapshots.ts';
import type { SnapshotMembershipTable, SnapshotUserTable } from '../tables/snapshots.ts';
import type { Rows, UserObservationTable } from '../tables.ts';
import { addEvidence } from './evidence.ts';
import { addOnlyLogins } from './only-logins.ts';
import { makeUserRow } from './user-rows.ts';

export async function addUsers(
  rows: Rows,
  input: { snapshotId: number; users: readonly ReadUser[]; readAt: Instant; rest?: Rest },
): Promise<void> {
  const { snapshotId, users, readAt, ...pace } = input;
  const latest = inOrderOfKeys(new Map(users.map((user) => [user.userKey, user])));
  const addSlice = (slice: readonly ReadUser[]): Promise<void> =>
    rows.transaction().execute(async (transaction) => {
      const seen = await observe(transaction, slice, readAt);
      const added = slice.map((user) =>
        makeUserRow(snapshotId, { ...user, ...sinceWhen(seen.get(user.userKey), readAt) }),
      );
      await insertUsers(transaction, added);
      await addEvidence(transaction, snapshotId, slice);
      await addOnlyLogins(transaction, snapshotId, slice);
    });
  await forEachSlice(latest, addSlice, pace);
}

const insertUsers = keepInsert(sliceRows, (rows, users: readonly Selectable<SnapshotUserTable>[]) =>
  rows
    .insertInto('snapshot_users')
    .values(users)
    .onConflict((conflict) =>
      conflict.columns(['snapshot_id', 'user_key']).doUpdateSet(({ ref }) => ({
        username: ref('excluded.username'),
        username_folded: ref('excluded.username_folded'),
        display_name: ref('excluded.display_name'),
        display_name_folded: ref('excluded.display_name_folded'),
        email: ref('excluded.email'),
        email_folded: ref('excluded.email_folded'),
        email_domain: ref('excluded.email_domain'),
        status: ref('excluded.status'),
        activity: ref('excluded.activity'),
        activity_state: ref('excluded.activity_state'),
        activity_at: ref('excluded.activity_at'),
        created_at: ref('excluded.created_at'),
        first_seen_at: ref('excluded.first_seen_at'),
        first_seen_disabled_at: ref('excluded.first_seen_disabled_at'),
      })),
    ),
);

type Observation = Selectable<UserObservationTable>;

/** First sight never moves; "disabled since" is kept while disabled and cleared by anything else. Only news are written. */
async function observe(rows: Rows, users: readonly ReadUser[], readAt: Instant): Promise<Map<UserKey, Observation>> {
  const keys = users.map((user) => user.userKey);
  const found = await rows.selectFrom('user_observations').selectAll().where('user_key', 'in', keys).execute();
  const observations = new Map(found.map((observation) => [observation.user_key, observation]));
  const news = users.filter(({ userKey, status }) => {
    const known = observations.get(userKey);
    return known === undefined || (known.first_seen_disabled_at !== null) !== (status === 'disabled');
  });
  for (const observation of await writeObservations(rows, news, readAt)) {
    observations.set(observation.user_key, observation);
  }
  return observations;
}

async function writeObservations(rows: Rows, users: readonly ReadUser[], readAt: Instant): Promise<Observation[]> {
  if (users.length === 0) return [];
  return rows
    .insertInto('user_observations')
    .values(
      users.map((user) => ({
        user_key: user.userKey,
        first_seen_at: readAt,
        first_seen_disabled_at: user.status === 'disabled' ? readAt : null,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('user_key').doUpdateSet(({ ref, eb }) => ({
        first_seen_disabled_at: eb
          .case()
          .when('excluded.first_seen_disabled_at', 'is', null)
          .then(null)
          .else(eb.fn.coalesce(ref('user_observations.first_seen_disabled_at'), ref('excluded.first_seen_disabled_at')))
          .end(),
      })),
    )
    .returningAll()
    .execute();
}

function sinceWhen(observation: Observation | undefined, readAt: Instant) {
  return {
    firstSeenAt: observation?.first_seen_at ?? readAt,
    firstSeenDisabledAt: observation?.first_seen_disabled_at ?? null,
  };
}

export async function addGroups(rows: Rows, snapshotId: number, groups: readonly GroupRecord[]): Promise<void> {
  const latest = [...new Map(groups.map((group) => [foldName(group.name), group]))];
  await forEachSlice(latest, (slice) =>
    rows
      .insertInto('snapshot_groups')
      .values(
        slice.map(([folded, group]) => ({
          snapshot_id: snapshotId,
          name_folded: folded,
          name: group.name,
          knowledge: group.knowledge,
          direct_members: group.directMembers,
          child_groups: writeJson(group.childGroups),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['snapshot_id', 'name_folded']).doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          knowledge: ref('excluded.knowledge'),
          direct_members: ref('excluded.direct_members'),
          child_groups: ref('excluded.child_groups'),
        })),
      )
      .execute(),
  );
}

export interface NewMembership {
  readonly group: string;
  readonly userKey: UserKey;
  readonly direct: boolean;
}

export async function addMemberships(
  rows: Rows,
  input: { snapshotId: number; memberships: readonly NewMembership[]; usersAdded: boolean; rest?: Rest },
): Promise<void> {
  const { snapshotId, memberships, usersAdded, ...pace } = input;
  const strongest = strongestByUser(snapshotId, memberships);
  const known = usersAdded ? strongest : await knownUsers(rows, snapshotId, [...strongest.keys()]);
  const added = inOrderOfKeys(strongest).flatMap((ofUser) => [...ofUser.values()]);
  const ofKnown = added.filter((row) => known.has(row.user_key));
  await forEachSlice(ofKnown, (slice) => insertMemberships(rows, slice), { size: membershipSlice, ...pace });
}

type MembershipRow = Selectable<SnapshotMembershipTable>;

/** One row for each user and group (folded name): a direct membership outweighs one by nesting. */
function strongestByUser(
  snapshotId: number,
  memberships: readonly NewMembership[],
): Map<UserKey, Map<string, MembershipRow>> {
  const byUser = new Map<UserKey, Map<string, MembershipRow>>();
  const folded = new Map<string, string>();
  for (const { group, userKey, direct } of memberships) {
    const groupFolded = folded.get(group) ?? foldName(group);
    folded.set(group, groupFolded);
    const ofUser = byUser.get(userKey) ?? new Map<string, MembershipRow>();
    byUser.set(userKey, ofUser);
    if (!direct && ofUser.has(groupFolded)) continue;
    ofUser.set(groupFolded, {
      snapshot_id: snapshotId,
      user_key: userKey,
      group_folded: groupFolded,
      group_name: group,
      direct: direct ? 1 : 0,
    });
  }
  return byUser;
}

/** In the order of the tables' keys a slice touches few of their pages: less goes to the disk, and faster. */
function inOrderOfKeys<Value>(byKey: ReadonlyMap<UserKey, Value>): Value[] {
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

/** Five bound values a row: well within SQLite's 32,766. */
const membershipSlice = 1_000;

async function knownUsers(rows: Rows, snapshotId: number, userKeys: readonly UserKey[]): Promise<Set<UserKey>> {
  const known = new Set<UserKey>();
  for (const slice of cutSlices(userKeys, membershipSlice)) {
    const found = await rows
      .selectFrom('snapshot_users')
      .select('user_key')
      .where('snapshot_id', '=', snapshotId)
      .where('user_key', 'in', slice)
      .execute();
    for (const row of found) known.add(row.user_key);
  }
  return known;
}

const insertMemberships = keepInsert(membershipSlice, (rows, memberships: readonly MembershipRow[]) =>
  rows
    .insertInto('snapshot_memberships')
    .values(memberships)
    .onConflict((conflict) =>
      conflict.columns(['snapshot_id', 'user_key', 'group_folded']).doUpdateSet(({ eb, ref }) => ({
        direct: eb
          .case()
          .when('excluded.direct', '=', 1)
          .then(ref('excluded.direct'))
          .else(ref('snapshot_memberships.direct'))
          .end(),
      })),
    ),
);
