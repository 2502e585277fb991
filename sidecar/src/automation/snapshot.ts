// Reads all sources into one snapshot: users, activity, groups with nesting. What could not be read is said, never guessed.
import type {
  Capability,
  DirectorySources,
  EvidenceSources,
  HostPort,
  HostUser,
  LicenceSources,
  ReadPort,
} from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { UserKey } from '../domain/user.ts';
import type { Snapshot, SourceReading } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { addressesOf } from './account-addresses.ts';
import { addAccounts, readAccounts } from './add-accounts.ts';
import { forgetBeaconDays } from './forget-days.ts';
import { forgetSimulations } from './forget-simulations.ts';
import { closeHandOvers } from './hand-overs.ts';
import { keptSnapshots } from './kept-snapshots.ts';
import { createMembershipWriter, type MembershipWriter } from './membership-writer.ts';
import { isUnsynced, joinAccounts } from './snapshot-accounts.ts';
import { readEvidence, type SnapshotEvidence } from './snapshot-evidence.ts';
import { type GroupReading, readGroups } from './snapshot-groups.ts';
import { readLicence } from './snapshot-licence.ts';
import { watchRebounds } from './watch-rebounds.ts';

export interface SnapshotWork {
  readonly store: Pick<Store, 'snapshots' | 'settings' | 'beacon' | 'handOvers' | 'rebounds' | 'simulations'>;
  readonly host: HostPort;
  readonly reads: ReadPort;
  readonly evidence: EvidenceSources;
  readonly licence: LicenceSources;
  /** Groups that grant a seat, as configured; null where none is named. */
  readonly licenceGroups: readonly string[] | null;
  readonly directorySources: DirectorySources;
  readonly configuredUrl: string;
  readonly clock: Clock;
}

/**
 * Reads everything and returns the finished snapshot; what has been read is written while the rest is still on its way.
 * Throws `HostFailure` when users or groups cannot be listed.
 */
export async function takeSnapshot(work: SnapshotWork): Promise<Snapshot> {
  const { store, host, clock } = work;
  const startedAt = clock.now();
  const identity = await host.identify();
  const present = new Set(
    (await host.capabilities()).filter((one) => one.present).map((one): Capability => one.capability),
  );
  const before = await store.snapshots.newest();
  const ports = await work.evidence.list();
  const snapshotId = await store.snapshots.begin({ hostId: identity.hostId, startedAt });
  const previousId = before?.hostId === identity.hostId ? before.id : null;
  const editors = work.evidence.recentEditors;
  const evidence = readEvidence({ ports, editors, clock, snapshots: store.snapshots, previousId });
  // Old ones go while nothing is to be written yet. Heard before the new one is finished; until then a fault waits.
  const pruning = store.snapshots.prune({ ...keptSnapshots, keep: keptSnapshots.keep - 1, now: startedAt });
  pruning.catch(() => undefined);
  try {
    const snapshot = await readInto({ ...work, snapshotId, present, evidence, pruning });
    const seen = { hostId: identity.hostId, statedUrl: identity.statedUrl, configuredUrl: work.configuredUrl };
    await closeHandOvers({ store, snapshot, seen, at: clock.now() });
    await watchRebounds({ store, snapshot, seen, at: clock.now() });
    return snapshot;
  } finally {
    evidence.abandon();
  }
}

interface SnapshotInto extends Omit<SnapshotWork, 'evidence'> {
  readonly snapshotId: number;
  readonly present: ReadonlySet<Capability>;
  readonly evidence: SnapshotEvidence;
  readonly pruning: Promise<void>;
}

async function readInto(into: SnapshotInto): Promise<Snapshot> {
  const { store, reads, clock, snapshotId, present, evidence } = into;
  const { nestedGroups } = await store.settings.all();
  const siteAccounts = readAccounts(into.directorySources);
  const licence = readLicence({ sources: into.licence, declared: into.licenceGroups });
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
    const listed = await readUsers(reads, members);
    const site = await siteAccounts;
    const unsynced = isUnsynced(site);
    for (const user of listed.users.values()) if (unsynced(user)) listed.users.delete(user.userKey);
    const joined = site === null ? null : joinAccounts(site, [...listed.users.values()], clock.now());
    await evidence.open(listed.users.values(), addressesOf(joined));
    await evidence.done();
    await store.snapshots.addUsers(snapshotId, [...listed.users.values()].map(evidence.judge), clock.now());
    writer.open(new Set(listed.users.keys()));
    return { ...listed, joined };
  };
  const [listed, groups, site] = await Promise.all([readUsersFirst(), groupsRead, siteAccounts]);
  const unsynced = isUnsynced(site);
  const met = [...groups.members.values()].filter((user) => !listed.users.has(user.userKey) && !unsynced(user));
  const all = [...listed.users.values(), ...met];
  const joined = site === null || met.length === 0 ? listed.joined : joinAccounts(site, all, clock.now());
  const unlisted = await addUnlisted(into, met, addressesOf(joined));
  // The last pieces go into the store while everything is judged.
  const writing = writeGroups(into, groups, writer);
  const [users, accounts, finding] = await Promise.all([
    judgeUsers(reads, listed, unlisted, clock),
    addAccounts(into, joined),
    licence.judge(all, groups),
    writing,
  ]);
  const sources = [users, ...evidence.readings(), ...groups.readings, ...accounts];
  await into.pruning;
  const snapshot = await store.snapshots.finish(snapshotId, { finishedAt: clock.now(), sources, licence: finding });
  await forgetBeaconDays(store, clock);
  await forgetSimulations(store, clock);
  return snapshot;
}

async function writeGroups(
  { store, snapshotId }: SnapshotInto,
  { groups }: GroupReading,
  memberships: MembershipWriter,
): Promise<void> {
  await Promise.all([memberships.close(), store.snapshots.addGroups(snapshotId, groups)]);
}

/** The list of users is known to be incomplete on some versions: members of groups complete it. */
async function addUnlisted(
  { store, snapshotId, evidence, clock }: SnapshotInto,
  unlisted: readonly HostUser[],
  addresses: ReadonlyMap<UserKey, string>,
): Promise<readonly HostUser[]> {
  if (unlisted.length === 0) return unlisted;
  evidence.addUsers(unlisted, addresses);
  await store.snapshots.addUsers(snapshotId, unlisted.map(evidence.judge), clock.now());
  return unlisted;
}

interface UsersRead {
  readonly users: Map<UserKey, HostUser>;
  /** Somebody may have been given twice. */
  readonly rows: number;
}

async function readUsers(reads: ReadPort, members: Iterable<HostUser> | undefined): Promise<UsersRead> {
  const users = new Map<UserKey, HostUser>();
  let rows = 0;
  for await (const page of reads.listUsers({ members })) {
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
