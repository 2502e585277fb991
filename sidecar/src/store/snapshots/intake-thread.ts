// The thread that writes large pieces of a snapshot over a connection of its own, in the order in which they come.
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database.ts';
import { type Piece, type Taken, takeHere } from './intake.ts';

const database = openDatabase({ kind: 'sqlite', file: (workerData as { file: string }).file });
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ({ number, piece }: { number: number; piece: Piece }) => {
  last = last.then(async () => {
    const fault = await takeHere(database, piece).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    parentPort?.postMessage({ number, fault } satisfies Taken);
  });
});
