// The thread that writes to SQLite over connections of its own: the journal to the disk at once, snapshots and plans with it.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type Database, openDatabase } from '../database.ts';
import { StoreStateError } from '../errors.ts';
import { writeNotes } from '../journal/notes.ts';
import { writePlanSlice } from '../runs/save-plan.ts';
import { writeUnknownSlice } from '../runs/unknowns.ts';
import { writePiece } from '../snapshots/piece.ts';
import { removeSnapshot } from '../snapshots/prune.ts';
import type { FromThread, Task, ThreadData, ToThread } from './messages.ts';

const { file, waiting } = workerData as ThreadData;
const resting = new Map<number, () => void>();
let forNotes: Database | null = null;
let forPieces: Database | null = null;

parentPort?.on('message', (message: ToThread) => {
  if ('end' in message) {
    void end();
    return;
  }
  if ('task' in message) {
    void carryOut(message.number, message.task);
    return;
  }
  resting.get(message.number)?.();
  resting.delete(message.number);
});

async function carryOut(number: number, task: Task): Promise<void> {
  try {
    await write(number, task);
    tell({ number, state: 'done' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ number, state: 'failed', ofState: error instanceof StoreStateError, message });
  }
}

function write(number: number, task: Task): Promise<void> {
  if (task.kind === 'notes') {
    forNotes ??= openDatabase({ kind: 'sqlite', file });
    return writeNotes(forNotes.writes, task.notes, 'sqlite');
  }
  forPieces ??= openDatabase({ kind: 'sqlite', file }, { durableBy: 'later-commit' });
  if (task.kind === 'plan') return writePlanSlice(forPieces.writes, task.part);
  if (task.kind === 'unknown') return writeUnknownSlice(forPieces.writes, task.part);
  const rest = () => letOthersWrite(number);
  if (task.kind === 'removal') return removeSnapshot(forPieces.writes, task.snapshotId, rest);
  return writePiece(forPieces.writes, task.piece, rest);
}

/** Between two slices: nobody waits for long while a large piece is written. */
function letOthersWrite(number: number): Promise<void> {
  if (Atomics.load(waiting, 0) === 0) return nextTurn();
  return new Promise((resolve) => {
    resting.set(number, resolve);
    tell({ number, state: 'resting' });
  });
}

/** Closes what it opened and lets the thread run out. A task that is under way finds the database closed and fails. */
async function end(): Promise<void> {
  await Promise.all([forNotes?.close(), forPieces?.close()]);
  parentPort?.close();
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
