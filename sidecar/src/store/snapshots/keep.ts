// Keeps snapshots: the record keeper behind `SnapshotRecords`, over both engines.
import { type Selectable, sql } from 'kysely';
import type { GroupKnowledge } from '../../domain/criteria/matches.ts';
import type { UserKey, UserWithGroups } from '../../domain/user.ts';
import type { Database } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import { readJson, writeJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { GroupRecord, Snapshot, SnapshotRecords } from '../snapshots.ts';
import type { SnapshotTable } from '../tables/snapshots.ts';
import type { Rows } from '../tables.ts';
import { addDirectories, openAccounts, readDirectories } from './accounts.ts';
import { countByActivity } from './activity-histogram.ts';
import { countDirectoryFaults, pageDirectoryFaults } from './directory-faults.ts';
import { findTokenOnlyUsers, readEvidenceBy, readEvidenceOf } from './evidence.ts';
import { findGroups } from './find-groups.ts';
import { listKept, readSeenNow } from './hindsight.ts';
import type { Intake } from './intake.ts';
import { readLicence, writeLicence } from './licence.ts';
import { readNames } from './names.ts';
import { readOnlyLogins } from './only-logins.ts';
import { countPopulation } from './population.ts';
import { withdrawSnapshots } from './prune.ts';
import { findUsers, searchUsers } from './search.ts';
import { type PeopleReader, selectPeople } from './select.ts';
import { countStanding } from './standing.ts';
import { readUnsynced } from './unsynced.ts';
import { readMemberships, readUserRow, userColumns } from './user-rows.ts';

export function keepSnapshots({ writes, reads, engine }: Database, intake: Intake): SnapshotRecords {
  const people: PeopleReader = { rows: reads, engine, accounts: openAccounts(reads) };
  return {
    async begin({ hostId, startedAt }) {
      const { id } = await writes
        .insertInto('snapshots')
        .values({ host_id: hostId, started_at: startedAt, user_count: 0, group_count: 0, sources: writeJson([]) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    addUsers: (snapshotId, rows, readAt) => intake.take({ kind: 'users', snapshotId, rows, readAt }),
    addGroups: (snapshotId, rows) => intake.take({ kind: 'groups', snapshotId, rows }),
    addMemberships: (snapshotId, rows, { usersAdded = false } = {}) =>
      intake.take({ kind: 'memberships', snapshotId, rows, usersAdded }),
    addDirectories: (snapshotId, directories) => addDirectories(writes, snapshotId, directories),
    addAccounts: (snapshotId, rows) => intake.take({ kind: 'accounts', snapshotId, rows }),
    addDirectoryFaults: (snapshotId, rows) => intake.take({ kind: 'directory-faults', snapshotId, rows }),
    finish: (snapshotId, input) =>
      writes.transaction().execute((transaction) => finishSnapshot(transaction, snapshotId, input)),
    async newest() {
      const row = await reads
        .selectFrom('snapshots')
        .selectAll()
        .where('finished_at', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : readSnapshotRow(row);
    },
    async get(snapshotId) {
      const row = await reads.selectFrom('snapshots').selectAll().where('id', '=', snapshotId).executeTakeFirst();
      return row === undefined ? null : readSnapshotRow(row);
    },
    kept: () => listKept(reads),
    seenNow: (query) => readSeenNow({ rows: reads, engine }, query),
    licence: (snapshotId) => readLicence(reads, snapshotId),
    async prune(input) {
      for (const snapshot of await withdrawSnapshots(writes, input)) await intake.remove(snapshot);
    },
    groupKnowledge: (snapshotId) => readGroupKnowledge(reads, snapshotId),
    groups: (snapshotId) => readGroups(reads, snapshotId),
    findGroups: (query) => findGroups(reads, query),
    activeMembers: (snapshotId, foldedGroups) => readActiveMembers(reads, snapshotId, foldedGroups),
    population: (snapshotId, now) => countPopulation(reads, snapshotId, now),
    tokenOnlyUsers: (snapshotId, usedSince) => findTokenOnlyUsers(reads, snapshotId, usedSince),
    person: async (snapshotId, userKey) => (await readPeople(people, snapshotId, [userKey])).get(userKey) ?? null,
    people: (snapshotId, userKeys) => readPeople(people, snapshotId, userKeys),
    names: (snapshotId) => readNames(reads, snapshotId),
    onlyLogins: (snapshotId) => readOnlyLogins(reads, snapshotId),
    unsynced: (snapshotId) => readUnsynced(reads, snapshotId),
    evidenceOf: (snapshotId, userKey) => readEvidenceOf(reads, snapshotId, userKey),
    evidenceBy: (snapshotId, source) => readEvidenceBy(reads, snapshotId, source),
    async userKeys(snapshotId) {
      const found = await reads
        .selectFrom('snapshot_users')
        .select('user_key')
        .where('snapshot_id', '=', snapshotId)
        .execute();
      return new Set(found.map((row) => row.user_key));
    },
    searchUsers: (query) => searchUsers(reads, query),
    findUsers: (query) => findUsers(people, query),
    standing: (input) => countStanding(people, input),
    activityHistogram: (input) => countByActivity(reads, input),
    select: (input) => selectPeople(people, input),
    directories: (snapshotId) => readDirectories(reads, snapshotId),
    directoryFaults: (query) => pageDirectoryFaults(reads, query),
    directoryFaultCounts: (snapshotId) => countDirectoryFaults(reads, snapshotId),
  };
}

async function finishSnapshot(
  rows: Rows,
  snapshotId: number,
  { finishedAt, sources, licence }: Parameters<SnapshotRecords['finish']>[1],
): Promise<Snapshot> {
  const count = (table: 'snapshot_users' | 'snapshot_groups') =>
    sql<number>`(select count(*) from ${sql.table(table)} where snapshot_id = ${snapshotId})`;
  const row = await rows
    .updateTable('snapshots')
    .set({
      finished_at: finishedAt,
      sources: writeJson(sources),
      user_count: count('snapshot_users'),
      group_count: count('snapshot_groups'),
    })
    .where('id', '=', snapshotId)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new StoreStateError(`There is no snapshot ${snapshotId} to finish.`);
  if (licence !== undefined) await writeLicence(rows, snapshotId, licence);
  return readSnapshotRow(row);
}

function readSnapshotRow(row: Selectable<SnapshotTable>): Snapshot {
  return {
    id: row.id,
    hostId: row.host_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    userCount: row.user_count,
    groupCount: row.group_count,
    sources: readJson(row.sources),
  };
}

async function readGroups(rows: Rows, snapshotId: number): Promise<GroupRecord[]> {
  const found = await rows
    .selectFrom('snapshot_groups')
    .select(['name', 'knowledge', 'direct_members', 'child_groups'])
    .where('snapshot_id', '=', snapshotId)
    .orderBy('name_folded')
    .execute();
  return found.map((row) => ({
    name: row.name,
    knowledge: row.knowledge,
    directMembers: row.direct_members,
    childGroups: readJson(row.child_groups),
  }));
}

async function readGroupKnowledge(rows: Rows, snapshotId: number): Promise<Map<string, GroupKnowledge>> {
  const found = await rows
    .selectFrom('snapshot_groups')
    .select(['name_folded', 'knowledge'])
    .where('snapshot_id', '=', snapshotId)
    .execute();
  return new Map(found.map((row) => [row.name_folded, row.knowledge]));
}

async function readActiveMembers(rows: Rows, snapshotId: number, foldedGroups: readonly string[]): Promise<UserKey[]> {
  if (foldedGroups.length === 0) return [];
  const found = await rows
    .selectFrom('snapshot_memberships as m')
    .innerJoin('snapshot_users as u', (join) =>
      join.onRef('u.snapshot_id', '=', 'm.snapshot_id').onRef('u.user_key', '=', 'm.user_key'),
    )
    .select('u.user_key')
    .distinct()
    .where('m.snapshot_id', '=', snapshotId)
    .where('m.group_folded', 'in', foldedGroups)
    .where('u.status', '=', 'active')
    .orderBy('u.user_key')
    .execute();
  return found.map((row) => row.user_key);
}

async function readPeople(
  { rows, accounts }: PeopleReader,
  snapshotId: number,
  userKeys: readonly UserKey[],
): Promise<Map<UserKey, UserWithGroups>> {
  const people = new Map<UserKey, UserWithGroups>();
  for (const keys of cutSlices(userKeys)) {
    const found = await rows
      .selectFrom('snapshot_users')
      .select(userColumns)
      .where('snapshot_id', '=', snapshotId)
      .where('user_key', 'in', keys)
      .execute();
    const memberships = await readMemberships(rows, snapshotId, keys);
    const accountsOf = await accounts.of(snapshotId, keys);
    for (const row of found) {
      const user = readUserRow(row);
      const { userKey } = user;
      people.set(userKey, { user, memberships: memberships.get(userKey) ?? [], accounts: accountsOf(userKey) });
    }
  }
  return people;
}
