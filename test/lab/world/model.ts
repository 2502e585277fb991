// The types of the lab's world: directories with accounts and groups, the users Confluence makes of them, rights, tokens.
import type { Clock } from '../clock.ts';
import type { SortedIndex } from './sorted-index.ts';

type DirectoryKind = 'internal' | 'connector' | 'delegating' | 'crowd';

/** `order` 0 is asked first; accounts and groups are held under their lower-case names. */
export type Directory = {
  readonly id: number;
  readonly name: string;
  readonly kind: DirectoryKind;
  order: number;
  writable: boolean;
  readonly accounts: Map<string, Account>;
  readonly groups: Map<string, Group>;
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
  password: string | null;
  readonly groups: Set<Group>;
};

export type Group = {
  readonly directory: Directory;
  readonly name: string;
  readonly lowerName: string;
  readonly accounts: Set<Account>;
  readonly children: Set<Group>;
  readonly parents: Set<Group>;
};

/** One username, one user key. `lastLoginTold` false: the host knows no login and its answers leave the field out. */
export type User = {
  readonly userKey: string;
  readonly username: string;
  readonly lowerName: string;
  readonly accounts: Account[];
  lastLoginEpochMs: number | null;
  lastLoginTold: boolean;
};

export type Operation =
  | 'application/use'
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
  readonly directories: Directory[];
  /** By lower-case username. */
  readonly users: Map<string, User>;
  readonly usersByKey: Map<string, User>;
  /** Global permissions by subject: `group:<lower name>`, `user:<user key>`, `anonymous`, `unlicensed`. */
  readonly grants: Map<string, Set<Operation>>;
  /** By raw token. */
  readonly tokens: Map<string, Token>;
  readonly tasks: Map<string, LongTask>;
  readonly audit: AuditRecord[];
  /** Failed password checks in a row, by lower-case username. */
  readonly failedLogins: Map<string, number>;
  readonly views: Views;
  licenceSeats: number;
  /** Hands out ids and keys that never repeat within this world. */
  readonly nextNumber: () => number;
};

export function createWorld(options: { seed: number; clock: Clock; licenceSeats: number }): World {
  let lastNumber = 0;
  return {
    seed: options.seed,
    clock: options.clock,
    directories: [],
    users: new Map(),
    usersByKey: new Map(),
    grants: new Map(),
    tokens: new Map(),
    tasks: new Map(),
    audit: [],
    failedLogins: new Map(),
    views: { users: null, groupNames: null, members: new Map(), granting: new Map(), licensed: null },
    licenceSeats: options.licenceSeats,
    nextNumber: () => {
      lastNumber += 1;
      return lastNumber;
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
