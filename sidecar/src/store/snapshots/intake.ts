// Takes in what a snapshot read: small pieces here, large ones in the writing thread, so that reading goes on meanwhile.
import type { Database } from '../database.ts';
import type { WritingThread } from '../thread.ts';
import { type Piece, writePiece } from './piece.ts';

export interface Intake {
  /** Resolves when the piece is in the database: for good as soon as the snapshot is finished. */
  readonly take: (piece: Piece) => Promise<void>;
}

/** Below this starting a thread costs more than it saves. */
const rowsWorthAThread = 4_000;

/** Opens the intake of a database, with its thread where it has one. Pieces for the thread go one after the other. */
export function openIntake({ writes }: Pick<Database, 'writes'>, thread: WritingThread | null): Intake {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (piece) => {
      if (thread === null || (piece.rows.length < rowsWorthAThread && !thread.isRunning())) {
        return writePiece(writes, piece);
      }
      const taken = last.then(() => thread.run({ kind: 'piece', piece }));
      last = taken.catch(() => undefined);
      return taken;
    },
  };
}
