// The types of the lab's world: directories with accounts and groups, the users Confluence makes of them, rights, tokens.
import type { Clock } from '../clock.ts';
import type { Change } from './change.ts';
import type { Page } from './content.ts';
import { createRandom } from './random.ts';
import type { SortedIndex } from './sorted-index.ts';
import type { Space } from './spaces.ts';

export type DirectoryKind = 'internal' | 'connector' | 'delegating' | 'crowd';

/** `order` 0 is asked first; accounts and groups are held under their lower-case names. */
export type Directory = {
  readonly id: number;
  readonly name: string;
  readonly kind: DirectoryKind;
  order: number;
  writable: boolean;
  readonly accounts: Map<string, Account>;
  /** Grows whenever an account comes or goes. */
  accountsRevision: number;
  readonly groups: Map<string, Group>;
  readonly createdEpochMs: number;
  /** Where the truth of a synchronised directory lives; null: here. */
  source: Source | null;
};

/** The other side of a synchronised directory, in a world of its own, and when it is or was read. */
export type Source = {
  readonly world: World;
  readonly directory: Directory;
  /** Lower-case names of accounts that the nightly feed of the source makes active again. */
  readonly fed: Set<string>;
  last: { readonly startedEpochMs: number; readonly durationMs: number } | null;
  running: { readonly startedEpochMs: number; readonly durationMs: number } | null;
  nextEpochMs: number;
};

/** A user's entry in one directory. A `password` of null means the one every generated account has (`passwordOf`). */
export type Account = {
  readonly directory: Directory;
  readonly username: string;
  readonly lowerName: string;
  displayName: string;
  email: string | null;
  active: boolean;
  createdEpochMs: number;
  updatedEpochMs: number;
  password: string | null;
  /** Changes when the account is made anew, elsewhere or again. */
  externalId: string;
  /** Null: what the display name says. */
  firstName: string | null;
  lastName: string | null;
  /** When this directory last checked the password; null where it never did or somebody else does. */
  lastAuthenticatedEpochMs: number | null;
  /** Set by applications; beside them stand those the directory keeps itself (`readAttributes`). */
  readonly attributes: Map<string, readonly string[]>;
  readonly groups: Set<Group>;
};

export type Group = {
  readonly directory: Directory;
  readonly name: string;
  readonly lowerName: string;
  description: string;
  active: boolean;
  readonly createdEpochMs: number;
  updatedEpochMs: number;
  readonly attributes: Map<string, readonly string[]>;
  readonly accounts: Set<Account>;
  readonly children: Set<Group>;
  readonly parents: Set<Group>;
};

/** A known name with a key and content, and no account in any directory. Comes back with the same key. */
export type Unsynced = Omit<User, 'accounts'>;

/** One username, one user key. `lastLoginTold` false: the host knows no login and its answers leave the field out. */
export type User = {
  readonly userKey: string;
  readonly username: string;
  readonly lowerName: string;
  readonly accounts: Account[];
  lastLoginEpochMs: number | null;
  lastLoginTold: boolean;
  /** The login before the last; absent as long as nobody logged in since the world was made. */
  previousLoginEpochMs?: number | null;
  /** Wrong passwords since the world was made; those in a row are counted for the CAPTCHA (`failedLogins`). */
  failures?: { readonly total: number; readonly lastEpochMs: number };
};

export type Operation =
  | 'application/use'
  | 'application/use_unlicensed'
  | 'user/read'
  | 'application/administer'
  | 'system/administer'
  | 'personal_space/create'
  | 'space/create';

export type Token = {
  readonly id: number;
  readonly raw: string;
  readonly name: string;
  readonly userKey: string;
  readonly createdEpochMs: number;
  readonly expiringEpochMs: number | null;
  lastUsedEpochMs: number | null;
};

/** A long task runs `durationMs` from `startedEpochMs` on; `finish` is called once, when its time is over. */
export type LongTask = {
  readonly id: string;
  readonly ownerKey: string;
  readonly nameKey: string;
  readonly argument: string;
  readonly startedEpochMs: number;
  readonly durationMs: number;
  readonly finish: () => void;
  done: boolean;
};

/** One administrative change, in English, as the audit log tells it. */
export type AuditRecord = {
  readonly atEpochMs: number;
  readonly authorKey: string;
  readonly summary: string;
  readonly description: string;
  readonly category: string;
  readonly object: string;
  readonly objectType: string;
  /** The other thing that had a part in it, where there is one. */
  readonly associated?: { readonly name: string; readonly objectType: string };
};

export type LicensedIndex = { readonly index: SortedIndex<User>; readonly keyOf: Map<User, string> };

/** Derived answers, kept until a change makes them wrong. */
type Views = {
  users: SortedIndex<User> | null;
  groupNames: string[] | null;
  readonly members: Map<string, SortedIndex<User>>;
  readonly granting: Map<Operation, Set<Group>>;
  licensed: LicensedIndex | null;
};

export type World = {
  readonly seed: number;
  readonly clock: Clock;
  /** When the world was made. */
  readonly startEpochMs: number;
  readonly directories: Directory[];
  /** By lower-case username. */
  readonly users: Map<string, User>;
  readonly usersByKey: Map<string, User>;
  /** By lower-case username. */
  readonly unsynced: Map<string, Unsynced>;
  /** True: a user is in a group if any of their accounts is; false: only the account that speaks for them counts. */
  aggregation: boolean;
  /** How often synchronised directories are read (0: whatever changes is seen at once), and how long a reading takes. */
  readonly synchronisation: { everyMs: number; durationMs: number };
  /** The last rebuilding of the search index; null where there was none. */
  reindex: { readonly jobId: number; readonly startedEpochMs: number; readonly durationMs: number } | null;
  /** Told of every change, after it has been made. */
  readonly listeners: Set<(change: Change) => void>;
  /** Global permissions by subject: `group:<lower name>`, `user:<user key>`, `anonymous`, `unlicensed`. */
  readonly grants: Map<string, Set<Operation>>;
  /** By raw token. */
  readonly tokens: Map<string, Token>;
  readonly tasks: Map<string, LongTask>;
  readonly audit: AuditRecord[];
  /** Pages that were written since, by the user keys of who made or changed them. */
  readonly written: Map<string, readonly Page[]>;
  /** Spaces, once somebody has asked for them. */
  spaces: Space[] | null;
  /** Failed password checks in a row, by lower-case username. */
  readonly failedLogins: Map<string, number>;
  readonly views: Views;
  licenceSeats: number;
  /** Hands out ids and keys that never repeat within this world. */
  readonly nextNumber: () => number;
  /** An id that an account keeps for its life. */
  readonly nextExternalId: () => string;
};

export function createWorld(options: { seed: number; clock: Clock; licenceSeats: number }): World {
  let lastNumber = 0;
  const site = createRandom(options.seed + 71).hex(8);
  let lastAccount = 0;
  return {
    seed: options.seed,
    clock: options.clock,
    startEpochMs: options.clock.nowMs(),
    directories: [],
    users: new Map(),
    usersByKey: new Map(),
    unsynced: new Map(),
    aggregation: true,
    synchronisation: { everyMs: 3_600_000, durationMs: 1000 },
    reindex: null,
    listeners: new Set(),
    grants: new Map(),
    tokens: new Map(),
    tasks: new Map(),
    audit: [],
    written: new Map(),
    spaces: null,
    failedLogins: new Map(),
    views: { users: null, groupNames: null, members: new Map(), granting: new Map(), licensed: null },
    licenceSeats: options.licenceSeats,
    nextNumber: () => {
      lastNumber += 1;
      return lastNumber;
    },
    nextExternalId: () => {
      lastAccount += 1;
      return `${site}-0000-4000-8000-${lastAccount.toString(16).padStart(12, '0')}`;
    },
  };
}

/** Names are compared without case, as the directories do. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** The password of an account that was generated rather than created by somebody. */
export function passwordOf(account: Account): string {
  return account.password ?? `${account.lowerName}-secret`;
}
