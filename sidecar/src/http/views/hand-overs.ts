// Items of the hand-over list as the wire shows them.
import type { HandOverDocument } from '../../contract/hand-overs.ts';
import type { ListedHandOver } from '../../services/hand-overs.ts';

export function viewHandOver(item: ListedHandOver): HandOverDocument {
  const { id, runId, userKey, username, displayName, task, state, openedAt, dueAt, closed } = item;
  const { change, directory, reason } = task;
  return { id, runId, userKey, username, displayName, directory, change, reason, state, openedAt, dueAt, closed };
}
