// The tables of a snapshot as Kysely sees them: everything that was read at one time, removed together.
import type { Generated } from 'kysely';
import type { EvidenceItem } from '../../domain/activity/evidence.ts';
import type { Activity, ActivityKind } from '../../domain/activity.ts';
import type { Directory } from '../../domain/directory.ts';
import type { LicenceFinding } from '../../domain/licence/figures.ts';
import type { AccountKey, Instant, UserKey, Username, UserStatus } from '../../domain/user.ts';
import type { AccountsRead, DirectoryFaultKind } from '../accounts.ts';
import type { JsonText } from '../json-text.ts';
import type { GroupRecord, SourceReading } from '../snapshots.ts';

/** 0 or 1: neither engine needs to know more of truth in a stored row. */
export type Flag = 0 | 1;

export interface SnapshotTable {
  id: Generated<number>;
  host_id: string;
  started_at: Instant;
  /** Null while it is being read, and again while it is being removed. */
  finished_at: Instant | null;
  user_count: number;
  group_count: number;
  sources: JsonText<readonly SourceReading[]>;
}

export interface SnapshotUserTable {
  snapshot_id: number;
  user_key: UserKey;
  username: Username;
  username_folded: string;
  display_name: string;
  display_name_folded: string;
  email: string | null;
  email_folded: string | null;
  email_domain: string | null;
  status: UserStatus;
  activity: JsonText<Activity>;
  activity_state: Activity['state'];
  /** The last activity that is known: where the state is `unknown`, the true one may be later. */
  activity_at: Instant | null;
  created_at: Instant | null;
  first_seen_at: Instant;
  first_seen_disabled_at: Instant | null;
}

/** What one source said of one user; a source that said several things has a row for each word. */
export interface SnapshotEvidenceTable {
  snapshot_id: number;
  user_key: UserKey;
  source: string;
  word: EvidenceItem['word'];
  kind: ActivityKind;
  at: Instant | null;
  read_at: Instant;
  carried: Flag;
}

/** A directory in its order; what was told of it besides is kept as it was. */
export interface SnapshotDirectoryTable {
  snapshot_id: number;
  place: number;
  name: string;
  name_folded: string;
  accounts_read: AccountsRead;
  told: JsonText<Directory>;
}

export interface SnapshotAccountTable {
  snapshot_id: number;
  user_key: UserKey;
  /** Of the directory the account lies in. */
  place: number;
  username: Username;
  status: UserStatus;
  email: string | null;
  display_name: string | null;
  account_key: AccountKey | null;
  created_at: Instant | null;
  effective: Flag | null;
}

export interface SnapshotDirectoryFaultTable {
  snapshot_id: number;
  kind: DirectoryFaultKind;
  username_folded: string;
  user_key: UserKey;
  /** Empty where it is about no single directory. */
  directory: string;
  username: string;
}

export interface SnapshotGroupTable {
  snapshot_id: number;
  name_folded: string;
  name: string;
  knowledge: GroupRecord['knowledge'];
  direct_members: number;
  /** JSON list of folded names. */
  child_groups: JsonText<readonly string[]>;
}

/** Who logged in only once ever. */
export interface SnapshotOnlyLoginTable {
  snapshot_id: number;
  user_key: UserKey;
  at: Instant;
  /** Use later than this is a visit of its own. */
  back_after: Instant;
}

/** One a snapshot. */
export interface SnapshotLicenceTable {
  snapshot_id: number;
  finding: JsonText<LicenceFinding>;
}

export interface SnapshotMembershipTable {
  snapshot_id: number;
  user_key: UserKey;
  group_folded: string;
  group_name: string;
  direct: Flag;
}
