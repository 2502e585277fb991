// The hand-over list: what owners of other directories were asked to do, by when, and which snapshot showed it done.
import type { HandOverEnd, HandOverTask } from '../domain/hand-over.ts';
import type { Instant, UserKey, Username } from '../domain/user.ts';

export interface NewHandOver {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly task: HandOverTask;
  readonly dueAt: Instant;
}

export interface HandOver extends NewHandOver {
  readonly id: number;
  readonly runId: number;
  readonly openedAt: Instant;
  /** Null while it is open. */
  readonly closed: { readonly at: Instant; readonly snapshotId: number; readonly because: HandOverEnd } | null;
}

/** `overdue` is open beyond its date. */
export type HandOverState = 'open' | 'overdue' | 'closed';

export interface HandOverQuery {
  /** Left out: all of them. `open` takes the overdue ones in. */
  readonly state?: HandOverState;
  readonly now: Instant;
  /** Return items with a greater id; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

export interface HandOverCounts {
  /** The overdue ones among them. */
  readonly open: number;
  readonly overdue: number;
  readonly closed: number;
}

export interface HandOverRecords {
  readonly list: (query: HandOverQuery) => Promise<readonly HandOver[]>;
  readonly counts: (now: Instant) => Promise<HandOverCounts>;
  /** Closes what a snapshot showed to be done; what is closed already stays as it is. */
  readonly close: (input: {
    snapshotId: number;
    at: Instant;
    ends: readonly { readonly id: number; readonly because: HandOverEnd }[];
  }) => Promise<void>;
}
