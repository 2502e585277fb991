// Writes that come at the same time go to disk together: one transaction and one wait for the disk for all of them.
import type { Rows } from './tables.ts';

type Write = (rows: Rows) => Promise<void>;

interface Waiting {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Resolves once the write is durable; rejects with its own error, never with that of another write. */
export type GroupCommit = (write: Write) => Promise<void>;

/** Builds the gate all such writes go through. What arrives while one group is being written makes up the next one. */
export function createGroupCommit(database: Rows): GroupCommit {
  let waiting: Waiting[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await writeGroup(database, group);
    }
    working = false;
  };
  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push({ write, resolve, reject });
      if (working) return;
      working = true;
      // Answers that are already in the socket are handled before the next turn: their writes join the group.
      setImmediate(() => void work());
    });
}

async function writeGroup(database: Rows, group: readonly Waiting[]): Promise<void> {
  try {
    await database.transaction().execute(async (rows) => {
      for (const { write } of group) await write(rows);
    });
    for (const { resolve } of group) resolve();
  } catch (error) {
    const [only] = group;
    if (group.length === 1 && only !== undefined) return only.reject(error);
    // One of them broke the promise of all: each is written again by itself, and answers for itself.
    for (const one of group) await writeGroup(database, [one]);
  }
}
