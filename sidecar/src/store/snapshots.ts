// Snapshots: users, groups, memberships and activity as read at one time, and since when each user has been seen so.
import type { EvidenceItem, SourceCoverage } from '../domain/activity/evidence.ts';
import type { MissedFigures } from '../domain/activity/missed.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import type { GroupKnowledge } from '../domain/criteria/matches.ts';
import type { SeenNow } from '../domain/licence/backtest.ts';
import type { LicenceFinding } from '../domain/licence/figures.ts';
import type { Population } from '../domain/population.ts';
import type { Instant, User, UserKey, UserWithGroups } from '../domain/user.ts';
import type { AccountRecords } from './accounts.ts';
import type { KeptSnapshot } from './snapshots/hindsight.ts';

/** How one source was read. */
export interface SourceReading {
  /** e.g. `users.list`, `users.activity`, `groups.members`. */
  readonly source: string;
  readonly state: 'complete' | 'partial' | 'failed' | 'absent';
  /** A code of `errors.ts` where it failed or is absent. */
  readonly reason: string | null;
  /** Rows read. */
  readonly count: number;
  readonly readAt: Instant;
  /** Set for sources of activity. */
  readonly evidence?: EvidenceReading;
}

/** What a source of activity claims, and what came of it. */
export interface EvidenceReading
  extends Pick<SourceCoverage, 'kind' | 'importance' | 'users' | 'since'>,
    MissedFigures {
  /** What it tells is too old to rely on, although it was read. */
  readonly stale: boolean;
  /** Until when it can know anything: when a file was written; null where it is the moment of reading. */
  readonly asOf: Instant | null;
  /** Users it said anything about. */
  readonly usersTold: number;
  readonly unmatched: RowFaults;
  /** Rows without a name, or cut short. */
  readonly unusable: RowFaults;
  /** Users whose login was their only one ever; absent where the source does not tell. */
  readonly onlyLogins?: number;
}

/** Rows that could not be used, with a few of them for whoever mends the source. */
export interface RowFaults {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface Snapshot {
  readonly id: number;
  readonly hostId: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly userCount: number;
  readonly groupCount: number;
  readonly sources: readonly SourceReading[];
}

/** Whether the direct members of every group were read; else nobody's groups are known in full. */
export function knowsAllMembers({ sources }: Pick<Snapshot, 'sources'>): boolean {
  return !sources.some(({ source, state }) => source === 'groups.members' && state !== 'complete');
}

/** A user as read, with what each source said; the store adds since when it has been seen. */
export interface ReadUser extends Omit<User, 'firstSeenAt' | 'firstSeenDisabledAt'> {
  readonly evidence?: readonly EvidenceItem[];
  /** Set where a source tells that the user logged in only once ever. */
  readonly onlyLoginAt?: Instant | null;
}

/** The names by which somebody can be told. */
export type NamedUser = Pick<User, 'userKey' | 'username' | 'email'>;

export interface GroupRecord {
  readonly name: string;
  readonly knowledge: Exclude<GroupKnowledge, 'missing'>;
  readonly directMembers: number;
  /** Groups directly inside it, as far as they could be read. */
  readonly childGroups: readonly string[];
}

export interface GroupQuery {
  readonly snapshotId: number;
  /** The beginning of the name, without regard to case; empty finds all. */
  readonly prefix: string;
  readonly limit: number;
}

export interface FoundGroup extends Pick<GroupRecord, 'name' | 'knowledge' | 'directMembers'> {
  /** Users in it, those in groups inside it included. */
  readonly members: number;
}

export type UserSort = 'username' | 'displayName' | 'lastActivity' | 'status';

export interface UserQuery {
  readonly snapshotId: number;
  /** Part of username, display name or e-mail, without regard to case; empty finds all. */
  readonly search: string;
  readonly status?: 'active' | 'disabled' | 'unknown';
  readonly group?: string;
  /** Only users with an account in the directory of this name; with `shadowed`, the account there is meant. */
  readonly directory?: string;
  /** Users who have an account for which another one speaks, or those who have none that is known to. */
  readonly shadowed?: boolean;
  readonly sort: UserSort;
  readonly descending: boolean;
  readonly limit: number;
  /** As given by the page before; null for the first page. A malformed one is a `StoreInputError`. */
  readonly cursor: string | null;
}

export interface UserPage {
  readonly users: readonly User[];
  readonly total: number;
  readonly nextCursor: string | null;
}

export interface FindQuery extends UserQuery {
  /** Null means everybody. */
  readonly criteria: Criteria | null;
  readonly now: Instant;
}

export interface FoundPage {
  readonly people: readonly UserWithGroups[];
  readonly nextCursor: string | null;
  /** Counted with the first page alone. */
  readonly counts: { readonly total: number; readonly unknown: number } | null;
}

export interface StandingInput {
  readonly snapshotId: number;
  readonly now: Instant;
  /** Who was last active at least so long ago, or never in an account at least so old, counts as inactive. */
  readonly inactiveDays: number;
  readonly protectedUsers: readonly UserKey[];
  /** Folded names. */
  readonly protectedGroups: readonly string[];
}

/** Every user once; the first that applies of: disabled, protected, then what is known of the activity. */
export type Standing = Readonly<Record<'active' | 'inactive' | 'unknown' | 'protected' | 'disabled', number>>;

export interface PruneInput {
  /** So many of the newest stay. */
  readonly keep: number;
  /** Whether the first of each month stays too, however many are newer. */
  readonly keepMonthly?: boolean;
  /** Of these, those that were read before this go too, but for the newest one. */
  readonly readBefore?: Instant;
  readonly now: Instant;
}

export interface HistogramInput {
  readonly snapshotId: number;
  readonly now: Instant;
  /** Upper ends of the buckets in days, ascending. */
  readonly limitDays: readonly number[];
}

export interface ActivityBuckets {
  readonly within: readonly { readonly days: number; readonly users: number }[];
  readonly beyond: number;
  readonly never: number;
  readonly unknown: number;
}

export interface SnapshotRecords extends AccountRecords {
  readonly begin: (input: { hostId: string; startedAt: Instant }) => Promise<number>;
  /** Adds users, each once by key (the later row wins), and notes when each was first seen (and first seen disabled). */
  readonly addUsers: (snapshotId: number, users: readonly ReadUser[], readAt: Instant) => Promise<void>;
  readonly addGroups: (snapshotId: number, groups: readonly GroupRecord[]) => Promise<void>;
  /**
   * Adds memberships; a direct one is kept when the same is added as nested too. Unknown users are left out, unless the
   * caller says that everybody has been added: then nobody is looked up.
   */
  readonly addMemberships: (
    snapshotId: number,
    memberships: readonly { group: string; userKey: UserKey; direct: boolean }[],
    options?: { readonly usersAdded?: boolean },
  ) => Promise<void>;
  readonly finish: (
    snapshotId: number,
    input: { finishedAt: Instant; sources: readonly SourceReading[]; licence?: LicenceFinding },
  ) => Promise<Snapshot>;
  /** All finished snapshots that are kept, oldest first. */
  readonly kept: () => Promise<readonly KeptSnapshot[]>;
  /** What a snapshot says of these users, at most 1,000; who is not in it is missing. */
  readonly seenNow: (query: {
    snapshotId: number;
    userKeys: readonly UserKey[];
  }) => Promise<ReadonlyMap<UserKey, SeenNow>>;
  /** The newest finished snapshot, or null. */
  readonly newest: () => Promise<Snapshot | null>;
  readonly get: (snapshotId: number) => Promise<Snapshot | null>;
  /** Who takes a seat of the licence; null where the snapshot was taken before this was read. */
  readonly licence: (snapshotId: number) => Promise<LicenceFinding | null>;
  /** Removes all but the newest `keep` finished snapshots and what a reading left unfinished hours ago; open runs keep theirs. */
  readonly prune: (input: PruneInput) => Promise<void>;
  /** By folded group name. */
  readonly groupKnowledge: (snapshotId: number) => Promise<ReadonlyMap<string, GroupKnowledge>>;
  readonly groups: (snapshotId: number) => Promise<readonly GroupRecord[]>;
  /** Groups whose names begin so, in the order of their names, and how many there are. */
  readonly findGroups: (query: GroupQuery) => Promise<{ groups: readonly FoundGroup[]; total: number }>;
  /** Active users in any of the groups (folded names), nested included. */
  readonly activeMembers: (snapshotId: number, foldedGroups: readonly string[]) => Promise<readonly UserKey[]>;
  /** The population in a few figures, as its activity stood at this moment. */
  readonly population: (snapshotId: number, now: Instant) => Promise<Population>;
  /** Users with a token used since then, and without a login that anybody ever saw. */
  readonly tokenOnlyUsers: (snapshotId: number, usedSince: Instant) => Promise<readonly UserKey[]>;
  readonly person: (snapshotId: number, userKey: UserKey) => Promise<UserWithGroups | null>;
  /** The same for some at once; whom the snapshot does not hold is not among them. */
  readonly people: (snapshotId: number, userKeys: readonly UserKey[]) => Promise<ReadonlyMap<UserKey, UserWithGroups>>;
  /** The names of everybody, in batches. */
  readonly names: (snapshotId: number) => AsyncIterable<readonly NamedUser[]>;
  /** When those who logged in only once ever did so; null where no source told that completely. */
  readonly onlyLogins: (snapshotId: number) => Promise<ReadonlyMap<UserKey, Instant> | null>;
  /** Users whom no directory has any more; null where that was not read, or not to its end. */
  readonly unsynced: (snapshotId: number) => Promise<ReadonlySet<UserKey> | null>;
  /** What each source said of one user, by source. */
  readonly evidenceOf: (snapshotId: number, userKey: UserKey) => Promise<readonly EvidenceItem[]>;
  /** What one source said of everybody but "never" and nothing, in batches ordered by user key. */
  readonly evidenceBy: (
    snapshotId: number,
    source: string,
  ) => AsyncIterable<readonly { readonly userKey: UserKey; readonly item: EvidenceItem }[]>;
  /** Keys of all users. */
  readonly userKeys: (snapshotId: number) => Promise<ReadonlySet<UserKey>>;
  readonly searchUsers: (query: UserQuery) => Promise<UserPage>;
  /** A page of those whom search and criteria both mean, with groups and accounts. */
  readonly findUsers: (query: FindQuery) => Promise<FoundPage>;
  /** How all users stand, in figures that add up. */
  readonly standing: (input: StandingInput) => Promise<Standing>;
  /** Enabled users by how long ago they were last active. */
  readonly activityHistogram: (input: HistogramInput) => Promise<ActivityBuckets>;
  /**
   * People whose answer to the criteria, compiled to SQL, is the given verdict: in batches, ordered by user key.
   * Leaf knowledge of groups comes from the snapshot itself. Unsynced users are among them only where the criteria ask for them.
   */
  readonly select: (input: {
    snapshotId: number;
    criteria: Criteria;
    now: Instant;
    verdict: 'yes' | 'unknown';
    batchSize?: number;
  }) => AsyncIterable<readonly UserWithGroups[]>;
}
