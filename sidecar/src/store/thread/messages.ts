// What the writing thread and its owner say to each other.
import type { Note } from '../journal/notes.ts';
import type { PlanSlice } from '../runs/save-plan.ts';
import type { UnknownSlice } from '../runs/unknowns.ts';
import type { Piece } from '../snapshots/piece.ts';

/** Notes are on the disk when they are done; a piece or part of a plan is so together with whatever is on the disk after it. */
export type Task =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'removal'; readonly snapshotId: number }
  | { readonly kind: 'plan'; readonly part: PlanSlice }
  | { readonly kind: 'unknown'; readonly part: UnknownSlice }
  | { readonly kind: 'notes'; readonly notes: readonly Note[] };

/** What the thread is started with. */
export interface ThreadData {
  readonly file: string;
  /** Above 0 at its first place while somebody else waits to write. */
  readonly waiting: Int32Array<SharedArrayBuffer>;
}

/** A task, told once it is its turn, that a task which rested may go on, or that nothing more will come. */
export type ToThread =
  | { readonly number: number; readonly task: Task }
  | { readonly number: number; readonly goOn: true }
  | { readonly end: true };

/** `resting`: nothing is open in the database, others may write until the task is told to go on. */
export type FromThread =
  | { readonly number: number; readonly state: 'resting' | 'done' }
  | { readonly number: number; readonly state: 'failed'; readonly ofState: boolean; readonly message: string };
