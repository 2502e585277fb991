// The port for changing a foreign system, alone in its file so that its imports can be policed.
import type { Change } from '../domain/action.ts';
import type { UserKey, Username } from '../domain/user.ts';
import type { HostFailureCode } from './ports.ts';

/** What became of one write. */
export type WriteResult =
  /** The host said yes. */
  | { readonly kind: 'done' }
  /** Recorded by the rehearsal; nothing left the process. */
  | { readonly kind: 'rehearsed' }
  /** The host said no: nothing was changed. */
  | { readonly kind: 'refused'; readonly code: HostFailureCode; readonly status: number | null }
  /** The answer is missing or makes no sense: only reading the user can tell. */
  | { readonly kind: 'unclear'; readonly code: HostFailureCode };

/** The user a write is meant for: writes are addressed by name, settled by key. */
export interface WriteTarget {
  readonly userKey: UserKey;
  readonly username: Username;
}

export interface WritePort {
  /**
   * Makes one change by one call. Never throws for anything the host or the network does. A write that was refused
   * for lack of budget (429, 503) is repeated within bounds; an unclear one never is.
   */
  readonly apply: (target: WriteTarget, change: Change) => Promise<WriteResult>;
}
