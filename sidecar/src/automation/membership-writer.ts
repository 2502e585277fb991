// Writes memberships in large pieces while groups are still being read, once the users are known.
import type { UserKey } from '../domain/user.ts';
import type { Store } from '../store/store.ts';

export interface MembershipRow {
  readonly group: string;
  readonly userKey: UserKey;
  readonly direct: boolean;
}

export interface MembershipWriter {
  /** Takes rows at once; writes them when enough have come together. Rows of unknown users wait for `close`. */
  readonly add: (rows: readonly MembershipRow[]) => void;
  /** Called when the users are in the store: rows that waited for them may go. */
  readonly open: (known: ReadonlySet<UserKey>) => void;
  /** Writes what is left, with the users that came to light only as members. */
  readonly close: () => Promise<void>;
}

/** Large enough for the store to write it in a thread of its own, small enough to overlap with reading. */
const rowsPerWrite = 4_000;

export function createMembershipWriter(store: Pick<Store, 'snapshots'>, snapshotId: number): MembershipWriter {
  let known: ReadonlySet<UserKey> | null = null;
  let waiting: MembershipRow[] = [];
  let ofUnknown: MembershipRow[] = [];
  /** The piece on its way, and whatever follows it: reading does not wait for it, `close` does. */
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    const ofKnown = rows.filter((row) => known?.has(row.userKey));
    for (const row of rows) if (known?.has(row.userKey) !== true) ofUnknown.push(row);
    await store.snapshots.addMemberships(snapshotId, ofKnown, { usersAdded: true });
  };
  /** What comes together meanwhile goes as one piece afterwards: every piece touches most of the table. */
  const writeWhatWaits = async (): Promise<void> => {
    while (waiting.length >= rowsPerWrite) await write();
    writing = null;
  };
  return {
    add: (rows) => {
      for (const row of rows) waiting.push(row);
      if (known === null || writing !== null || waiting.length < rowsPerWrite) return;
      writing = writeWhatWaits();
      // Heard at `close`; until then a fault must not end the process.
      writing.catch(() => undefined);
    },
    open: (users) => {
      known = users;
    },
    close: async () => {
      await writing;
      await write();
      if (ofUnknown.length > 0) await store.snapshots.addMemberships(snapshotId, ofUnknown);
      ofUnknown = [];
    },
  };
}
