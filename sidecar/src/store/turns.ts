// Whose turn it is to write: SQLite has one writer at a time, and who waits for it should neither block nor starve.
export interface Turns {
  /** Resolves when it is the caller's turn, first come first served, with what ends it; ending it twice changes nothing. */
  readonly take: () => Promise<() => void>;
  /** How many wait, in memory another thread can look at. */
  readonly waiting: Int32Array<SharedArrayBuffer>;
}

export function createTurns(): Turns {
  const waiting = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const queue: (() => void)[] = [];
  let taken = false;
  const handOn = (): void => {
    const next = queue.shift();
    Atomics.store(waiting, 0, queue.length);
    if (next === undefined) taken = false;
    else next();
  };
  return {
    waiting,
    take: async () => {
      if (taken) {
        await new Promise<void>((resolve) => {
          queue.push(resolve);
          Atomics.store(waiting, 0, queue.length);
        });
      }
      taken = true;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        handOn();
      };
    },
  };
}
