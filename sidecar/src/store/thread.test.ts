// The writing thread's owner: whatever goes wrong with a task, whoever else waits to write goes on.
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeTemporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Task } from './thread/messages.ts';
import { createThread } from './thread.ts';
import { createTurns } from './turns.ts';

it('lets others write after a task that could not be handed over', async () => {
  const folder = await makeTemporaryFolder();
  const turns = createTurns();
  const thread = createThread({ file: path.join(folder.path, 'store.db'), turns });
  try {
    const task: Task = Object.assign({ kind: 'notes', notes: [] } as const, { callback: () => 'no message holds one' });
    await expect(thread.run(task)).rejects.toThrow(/could not be cloned/);
    const endTurn = await turns.take();
    endTurn();
  } finally {
    await thread.close();
    await folder.remove();
  }
});
