// Notes that come at the same time go to disk together: one transaction and one wait for the disk for all of them.
interface Waiting<Note> {
  readonly note: Note;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Resolves once the note is durable; rejects with its own error, never with that of another note. */
export type GroupCommit<Note> = (note: Note) => Promise<void>;

/**
 * Builds the gate all such notes go through. What arrives while one group is being written makes up the next one.
 * `write` writes all of them, or none and rejects.
 */
export function createGroupCommit<Note>(write: (notes: readonly Note[]) => Promise<void>): GroupCommit<Note> {
  let waiting: Waiting<Note>[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await writeGroup(write, group);
    }
    working = false;
  };
  return (note) =>
    new Promise((resolve, reject) => {
      waiting.push({ note, resolve, reject });
      if (working) return;
      working = true;
      // Answers that are already in the socket are handled before the next turn: their notes join the group.
      setImmediate(() => void work());
    });
}

async function writeGroup<Note>(
  write: (notes: readonly Note[]) => Promise<void>,
  group: readonly Waiting<Note>[],
): Promise<void> {
  try {
    await write(group.map(({ note }) => note));
    for (const { resolve } of group) resolve();
  } catch (error) {
    const [only] = group;
    if (group.length === 1 && only !== undefined) return only.reject(error);
    // One of them broke the promise of all: each is written again by itself, and answers for itself.
    for (const one of group) await writeGroup(write, [one]);
  }
}
