// Takes in what a snapshot read and takes out old ones: what is small here, what is large in the writing thread.
import type { Database } from '../database.ts';
import type { WritingThread } from '../thread.ts';
import { type Piece, writePiece } from './piece.ts';
import { type Removable, removeSnapshot } from './prune.ts';

export interface Intake {
  /** Resolves when the piece is in the database: for good as soon as the snapshot is finished. */
  readonly take: (piece: Piece) => Promise<void>;
  /** Resolves when nothing is left of a snapshot that is out of use. */
  readonly remove: (snapshot: Removable) => Promise<void>;
}

/** Below this starting a thread costs more than it saves. */
const rowsWorthAThread = 4_000;

/** Opens the intake of a database, with its thread where it has one. Pieces for the thread go one after the other. */
export function openIntake({ writes }: Pick<Database, 'writes'>, thread: WritingThread | null): Intake {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (piece) => {
      if (thread === null || !isWorthIt(thread, piece.rows.length)) return writePiece(writes, piece);
      const taken = last.then(() => thread.run({ kind: 'piece', piece }));
      last = taken.catch(() => undefined);
      return taken;
    },
    remove: ({ id, userCount }) => {
      if (thread === null || !isWorthIt(thread, userCount)) return removeSnapshot(writes, id);
      return thread.run({ kind: 'removal', snapshotId: id });
    },
  };
}

function isWorthIt(thread: WritingThread, rows: number): boolean {
  return rows >= rowsWorthAThread || thread.isRunning();
}
