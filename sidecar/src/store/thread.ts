// The writing thread as its owner sees it: tasks in, commits out, each in its turn, so that nobody here waits for the disk.
import type { Worker } from 'node:worker_threads';
import { StoreStateError } from './errors.ts';
import type { FromThread, Task, ThreadData, ToThread } from './thread/messages.ts';
import { startThread } from './thread/start-thread.ts';
import type { Turns } from './turns.ts';

export interface WritingThread {
  /** Whether it has started: from then on it may as well take what is small. */
  readonly isRunning: () => boolean;
  /** Resolves when the task is committed. Rejects with what went wrong, `StoreStateError` as such. */
  readonly run: (task: Task) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface OpenTask {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  endTurn: () => void;
}

/** The thread starts with its first task, keeps no process alive, and ends with the store. */
export function createThread({ file, turns }: { readonly file: string; readonly turns: Turns }): WritingThread {
  const open = new Map<number, OpenTask>();
  let worker: Worker | null = null;
  let lastNumber = 0;

  const start = (): Worker => {
    const data: ThreadData = { file, waiting: turns.waiting };
    const started = startThread(new URL('./thread/carry-out.ts', import.meta.url), data);
    started.on('message', (message: FromThread) => void hear(started, message));
    const breakOff = (): void => {
      if (worker !== started) return;
      worker = null;
      for (const { endTurn, reject } of open.values()) {
        endTurn();
        reject(new Error('The thread that writes to the database ended.'));
      }
      open.clear();
    };
    started.on('error', breakOff);
    started.on('exit', breakOff);
    return started;
  };

  const hear = async (from: Worker, message: FromThread): Promise<void> => {
    const { number } = message;
    const task = open.get(number);
    if (task === undefined) return;
    task.endTurn();
    if (message.state === 'resting') {
      const endTurn = await turns.take();
      // It may have ended while others wrote.
      if (open.get(number) !== task) return endTurn();
      task.endTurn = endTurn;
      return tell(from, { number, goOn: true });
    }
    open.delete(number);
    if (open.size === 0) from.unref();
    if (message.state !== 'failed') return task.resolve();
    task.reject(message.ofState ? new StoreStateError(message.message) : new Error(message.message));
  };

  return {
    isRunning: () => worker !== null,
    run: async (task) => {
      const endTurn = await turns.take();
      lastNumber += 1;
      const number = lastNumber;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      open.set(number, { resolve, reject, endTurn });
      try {
        worker ??= start();
        worker.ref();
        tell(worker, { number, task });
      } catch (error) {
        // No thread could be had, or the task not be handed over: whoever else waits to write must not wait for it.
        open.delete(number);
        if (open.size === 0) worker?.unref();
        endTurn();
        throw error;
      }
      return promise;
    },
    close: async () => {
      const ending = worker;
      if (ending === null) return;
      ending.ref();
      const ended = new Promise((resolve) => ending.on('exit', resolve));
      // Not terminated from here: it may be in the middle of a call into SQLite.
      tell(ending, { end: true });
      await ended;
    },
  };
}

function tell(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}
