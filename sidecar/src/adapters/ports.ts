// What the rest of the product may ask of a foreign system. Changing it stands alone in `writes.ts`.

import type { SourceCoverage } from '../domain/activity/evidence.ts';
import type { ActivityKind } from '../domain/activity.ts';
import type { ToldDirectory } from '../domain/directory.ts';
import type { Instant, UserKey, Username, UserStatus } from '../domain/user.ts';
import type { CapabilityWay, HostAbsence, RemoteFailureCode } from './confluence/absences.ts';
import type { OwnToken } from './confluence/own-token.ts';
import type { DatabaseFailureCode } from './confluence-database/port.ts';
import type { CrowdFailureCode } from './crowd/failure-codes.ts';
import type { EvidenceFailureCode } from './evidence/failure-codes.ts';
import type { UserCount, UserListing } from './user-listing.ts';

/** Who answers at the other end, from the anonymous manifest. `hostId` is the application link id. */
export interface HostIdentity {
  readonly hostId: string;
  readonly product: string;
  readonly version: string;
  readonly buildNumber: string;
  /** The public address as the host states it; never used to send a request to. */
  readonly statedUrl: string;
}

/** Something an adapter can do at this host, found by asking. */
export type Capability =
  | 'users.list' // all registered users
  | 'users.activity' // last login of licensed users
  | 'users.email' // e-mail of licensed users
  | 'groups.list'
  | 'groups.nested' // nested groups can be read
  | 'groups.by-query' // groups whose names cannot stand in a path can be read
  | 'users.disable'
  | 'users.enable'
  | 'users.delete'
  | 'users.create'
  | 'passwords.set' // of others
  | 'memberships.write'
  | 'changes.any-name'; // users and groups whose names no path can carry can be changed

export interface CapabilityState {
  readonly capability: Capability;
  readonly present: boolean;
  /** How it is done; null where it is absent. */
  readonly way: CapabilityWay | null;
  /** Why it is absent: its sentence in `errors.ts` says what would bring it. Null where it is present. */
  readonly absence: HostAbsence | null;
  /** The request that told, e.g. `GET /rest/api/user/list`. */
  readonly evidence: string;
  readonly probedAt: Instant;
}

/** The account this product acts with. */
export interface OwnAccount {
  readonly userKey: UserKey;
  readonly username: Username;
}

/** Direct grants of administration. People are told by display name alone, so everybody of that name is meant. */
export interface AdministratorGrants {
  readonly groups: readonly string[];
  readonly displayNames: readonly string[];
}

/** A user as a host lists them. `undefined` means the host said nothing about it, `null` that it said "none". */
export interface HostUser {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly status: UserStatus;
}

/** One row of the activity source. */
export interface HostActivity {
  readonly userKey: UserKey;
  readonly email: string | null;
  /** As told: text or epoch milliseconds, null for an explicit "never", undefined where nothing was told. */
  readonly lastLogin: string | number | null | undefined;
}

export interface CapabilityOptions {
  readonly again?: boolean;
  readonly names?: readonly string[];
}

/** Asked before anything is planned, and by the doctor. Each method throws `HostFailure`. */
export interface HostPort {
  readonly identify: () => Promise<HostIdentity>;
  /**
   * The account the credentials belong to; throws `unauthorised` or `not-administrator`. `signedIn` is called once Confluence
   * has taken the credentials: what is asked by them from then on is no second attempt to sign in.
   */
  readonly whoAmI: (signedIn?: () => void) => Promise<OwnAccount>;
  readonly isReadOnly: () => Promise<boolean>;
  /** Who holds an administrative permission directly; null where the host does not tell. */
  readonly administrators: () => Promise<AdministratorGrants | null>;
  /** User directories in the order in which they are asked; null where the host does not tell. */
  readonly directories: () => Promise<readonly ToldDirectory[] | null>;
  /** When the token expires that we sign in with; null where the host does not tell, or we sign in with a password. */
  readonly ownToken: () => Promise<OwnToken | null>;
  /** Whether the search index is being rebuilt, on which the list of licensed users rests; null where the host does not tell. */
  readonly isReindexing: () => Promise<boolean | null>;
  /**
   * Probes once and remembers; `again` asks anew. `names` are those that changes are to carry: where REST makes the changes
   * and its paths cannot carry one of them, `changes.any-name` is asked about and stands in the list too.
   */
  readonly capabilities: (options?: CapabilityOptions) => Promise<readonly CapabilityState[]>;
}

/** Reading users, groups, activity. Iterators yield one page at a time and throw `HostFailure` on the first fault. */
export interface ReadPort {
  /**
   * Everybody, where the host lists them (`users.list`); somebody may come twice. Elsewhere the members of all groups
   * and whom the Remote API names, each once: then `members`, if given, stand for groups that were read already.
   * `expected` only hastens: so many rows may be asked for before a page has named the next.
   */
  readonly listUsers: (known?: {
    readonly members?: Iterable<HostUser> | undefined;
    readonly expected?: number | undefined;
  }) => AsyncIterable<readonly HostUser[]>;
  /** How much of everybody a reading holds. */
  readonly judgeListing: (count: UserCount) => Promise<UserListing>;
  readonly listActivity: () => AsyncIterable<readonly HostActivity[]>;
  readonly listGroups: () => AsyncIterable<readonly string[]>;
  /** Direct members of a group. */
  readonly listMembers: (group: string) => AsyncIterable<readonly HostUser[]>;
  /** Direct child groups of a group; only where `groups.nested` is present. */
  readonly listChildGroups: (group: string) => AsyncIterable<readonly string[]>;
  /** One user by key, a newcomer by their provisional one; null when the host has no such user (any more). */
  readonly readUser: (userKey: UserKey) => Promise<HostUser | null>;
  /**
   * A user's e-mail address where no list of the host tells any; null where it is not told, and where a list would tell.
   * Throws `host_capability_absent` where nothing tells of addresses.
   */
  readonly readAddress: (username: Username) => Promise<string | null>;
  /** A user's direct groups, complete. */
  readonly readGroupsOf: (userKey: UserKey) => Promise<readonly string[]>;
}

// Who a person is.
export type * from './confluence/identity-port.ts';

// What a person may do there.
export type * from './confluence/rights-port.ts';

/** Why a foreign system could not be read. Each has one sentence for people in `errors.ts`. */
export type HostFailureCode =
  | 'host_unreachable'
  | 'host_timeout'
  | 'host_not_confluence' // something else answers at this address
  | 'host_unauthorised'
  | 'host_captcha' // too many failed sign-ins: Confluence wants a person
  | 'host_forbidden'
  | 'host_change_forbidden' // we lack the right, or the directory lets nobody: Confluence does not say which
  | 'host_password_forbidden' // we are no system administrator, or the directory lets nobody
  | 'host_not_administrator'
  | 'host_not_found'
  | 'host_capability_absent'
  | 'host_not_json' // a 2xx that is not JSON, or cut short
  | 'host_unexpected_shape'
  | 'host_rate_limited'
  | 'host_error' // 5xx
  | 'host_endless_paging'
  | 'host_read_only'
  | 'host_conflict'
  | 'host_licence_full'
  | 'host_bad_request'
  | RemoteFailureCode
  | HostAbsence
  | CrowdFailureCode
  | DatabaseFailureCode
  | EvidenceFailureCode;

/** A reading that did not come about. `status` is the HTTP status where there was one. */
export class HostFailure extends Error {
  readonly code: HostFailureCode;
  readonly status: number | null;
  readonly request: string;

  constructor(code: HostFailureCode, details: { status?: number; request: string; cause?: unknown }) {
    super(`${code}: ${details.request}${details.status === undefined ? '' : ` → ${details.status}`}`, {
      cause: details.cause,
    });
    this.name = 'HostFailure';
    this.code = code;
    this.status = details.status ?? null;
    this.request = details.request;
  }
}

// Confluence's own database, where its administrator lets this product read it.
export type * from './confluence-database/port.ts';
// One directory, read through a Crowd application that is mapped to this directory alone.
export type * from './crowd/port.ts';
// Every directory with its accounts, by everybody who tells of them.
export type * from './directories/port.ts';
// Who grants a seat of the licence.
export type * from './licence/port.ts';

// Evidence of activity: one small reader for each place that can tell of use.

/** Whom a row is about: a user key, or names in the order in which they are tried (username, e-mail address, user key). */
export type EvidenceSubject = { readonly userKey: UserKey } | { readonly names: readonly string[] };

export interface EvidenceRow {
  readonly subject: EvidenceSubject;
  /** ISO text with a zone, or epoch milliseconds; null for "never", undefined where the source lists the user and no more. */
  readonly told: string | number | null | undefined;
  /** Where the source tells it. */
  readonly email?: string | null;
  /** Where the source tells whether this was the only login ever. */
  readonly onlyLogin?: boolean;
}

/** What a source claims to know. */
export interface EvidenceCover extends Pick<SourceCoverage, 'importance' | 'users' | 'since'> {
  /** Until when it can know anything; null for the moment of reading. */
  readonly asOf: Instant | null;
  /** Beyond this age of `asOf` it is not relied upon; null where there is no such age. */
  readonly maxAgeDays: number | null;
}

export interface EvidencePort {
  /** Stable, because evidence is kept under it, e.g. `users.activity`, `file:okta`, `access-log`. */
  readonly name: string;
  readonly kind: ActivityKind;
  /** Whether reading it again within a run costs little. */
  readonly again: boolean;
  /** Whether its rows tell e-mail addresses, which names of other sources are compared with. */
  readonly tellsEmail?: boolean;
  /** Code of why there is no such source here; it may be read nevertheless for the e-mail addresses it tells. */
  readonly absent?: HostFailureCode;
  /** What it covers; asked after reading, because some sources only then know how far back they reach. */
  readonly covers: () => EvidenceCover;
  /** All rows in batches; a user may appear several times. Throws `HostFailure`; what came before it holds. */
  readonly read: () => AsyncIterable<readonly EvidenceRow[]>;
  /** Rows that could not be used at all, told after reading. */
  readonly unusable?: () => { readonly count: number; readonly examples: readonly string[] };
}

/** Who changed content lately, as far as this product's account may see it: a measure, and no evidence about anybody. */
export interface RecentEditors {
  /** `partial`: there was more content than is read at once. */
  readonly state: 'complete' | 'partial' | 'failed' | 'absent';
  readonly reason: HostFailureCode | null;
  readonly readAt: Instant;
  /** The last change of each within 30 days. */
  readonly editors: ReadonlyMap<UserKey, Instant>;
}

export interface EvidenceSources {
  /** Throws nothing of the host. */
  readonly recentEditors: () => Promise<RecentEditors>;
  /** The sources as they are now. Throws nothing: a source that cannot be opened says so when it is read. */
  readonly list: () => Promise<readonly EvidencePort[]>;
}

/** Where a source goes on reading next time, and what it found so far. The store keeps it. */
export interface EvidenceMemory {
  readonly load: (source: string) => Promise<{ state: unknown; rows: ReadonlyMap<string, Instant> }>;
  readonly save: (
    source: string,
    input: { state: unknown; rows: ReadonlyMap<string, Instant>; savedAt: Instant },
  ) => Promise<void>;
}

/**
 * What somebody wrote last, as far as this product's account may see: finding nothing proves nothing. Throws `HostFailure`
 * where our own sign-in is refused, and nothing else of the host's.
 */
export interface ContributionPort {
  readonly lastOf: (user: { readonly userKey: UserKey; readonly username: Username }) => Promise<Instant | null>;
}

/** Days on which pages were seen, as the beacon told them; the store keeps them. */
export interface BeaconMemory {
  /** The last day of everybody, `2026-03-01` in UTC, in batches. */
  readonly lastDays: () => AsyncIterable<readonly { readonly userKey: UserKey; readonly day: string }[]>;
}
