// Takes in what a snapshot read: small pieces here, large ones in a thread of its own, so that reading goes on meanwhile.
import { Worker } from 'node:worker_threads';
import type { Instant } from '../../domain/user.ts';
import type { AccountRecord, DirectoryFault } from '../accounts.ts';
import type { Database } from '../database.ts';
import type { GroupRecord, ReadUser } from '../snapshots.ts';
import { addAccounts } from './accounts.ts';
import { addGroups, addMemberships, addUsers, type NewMembership } from './add.ts';
import { addDirectoryFaults } from './directory-faults.ts';

/** One piece of a snapshot, as it is handed to the thread. */
export type Piece =
  | {
      readonly kind: 'users';
      readonly snapshotId: number;
      readonly rows: readonly ReadUser[];
      readonly readAt: Instant;
    }
  | { readonly kind: 'groups'; readonly snapshotId: number; readonly rows: readonly GroupRecord[] }
  | { readonly kind: 'memberships'; readonly snapshotId: number; readonly rows: readonly NewMembership[] }
  | { readonly kind: 'accounts'; readonly snapshotId: number; readonly rows: readonly AccountRecord[] }
  | { readonly kind: 'directory-faults'; readonly snapshotId: number; readonly rows: readonly DirectoryFault[] };

export interface Intake {
  /** Resolves when the piece is in the database. */
  readonly take: (piece: Piece) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Below this a thread costs more than it saves. */
const rowsWorthAThread = 4_000;

/** Opens the intake of a database. PostgreSQL works in its own process anyway; a database in memory has one thread. */
export function openIntake(database: Database): Intake {
  const thread = database.file === null ? null : createThread(database.file);
  return {
    take: (piece) =>
      thread === null || piece.rows.length < rowsWorthAThread ? takeHere(database, piece) : thread.take(piece),
    close: async () => thread?.close(),
  };
}

/** Writes a piece over the connection of this thread. */
export async function takeHere({ writes }: Pick<Database, 'writes'>, piece: Piece): Promise<void> {
  const { snapshotId } = piece;
  switch (piece.kind) {
    case 'users':
      return addUsers(writes, { snapshotId, users: piece.rows, readAt: piece.readAt });
    case 'groups':
      return addGroups(writes, snapshotId, piece.rows);
    case 'memberships':
      return addMemberships(writes, snapshotId, piece.rows);
    case 'accounts':
      return addAccounts(writes, snapshotId, piece.rows);
    case 'directory-faults':
      return addDirectoryFaults(writes, snapshotId, piece.rows);
  }
}

/** What comes back for a piece. */
export interface Taken {
  readonly number: number;
  /** Null when the piece is in the database. */
  readonly fault: string | null;
}

/** The thread starts with its first piece, keeps no process alive, and ends with the store. */
function createThread(file: string) {
  let worker: Worker | null = null;
  let lastNumber = 0;
  const open = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const start = (): Worker => {
    const started = new Worker(new URL('./intake-thread.ts', import.meta.url), { workerData: { file } });
    started.on('message', ({ number, fault }: Taken) => {
      const waiting = open.get(number);
      open.delete(number);
      if (open.size === 0) started.unref();
      if (fault === null) waiting?.resolve();
      else waiting?.reject(new Error(`The snapshot could not be written: ${fault}`));
    });
    const breakOff = (): void => {
      worker = null;
      for (const { reject } of open.values()) reject(new Error('The thread that writes snapshots ended.'));
      open.clear();
    };
    started.on('error', breakOff);
    started.on('exit', breakOff);
    return started;
  };
  return {
    take: (piece: Piece): Promise<void> =>
      new Promise((resolve, reject) => {
        worker ??= start();
        lastNumber += 1;
        open.set(lastNumber, { resolve, reject });
        worker.ref();
        worker.postMessage({ number: lastNumber, piece });
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
