// Puts tasks on the hand-over list within the transaction that ends their run; one that is open for a user stays as it is.
import type { HandOverTask } from '../../domain/hand-over.ts';
import { foldName, type Instant } from '../../domain/user.ts';
import type { NewHandOver } from '../hand-overs.ts';
import { writeJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

export interface OpenInput {
  readonly runId: number;
  readonly at: Instant;
  readonly items: readonly NewHandOver[];
}

/** Call it within a transaction. */
export async function openHandOvers(rows: Rows, { runId, at, items }: OpenInput): Promise<void> {
  const open = await findOpen(rows, items);
  for (const item of items) {
    const task = markOf(item.task);
    if (open.has(placeOf(item.userKey, task))) continue;
    open.add(placeOf(item.userKey, task));
    const { id } = await rows
      .insertInto('hand_overs')
      .values({
        run_id: runId,
        directory: item.task.directory,
        change: writeJson(item.task.change),
        reason: item.task.reason,
        opened_at: at,
        due_at: item.dueAt,
        closed_at: null,
        closed_snapshot_id: null,
        closed_because: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { userKey: user_key, username, displayName: display_name } = item;
    const named = await rows
      .insertInto('hand_over_people')
      .values({ hand_over_id: id, user_key, username, display_name, open_task: task })
      .onConflict((conflict) => conflict.columns(['user_key', 'open_task']).doNothing())
      .returning('hand_over_id')
      .executeTakeFirst();
    // Another process put the same task down meanwhile.
    if (named === undefined) await rows.deleteFrom('hand_overs').where('id', '=', id).execute();
  }
}

async function findOpen(rows: Rows, items: readonly NewHandOver[]): Promise<Set<string>> {
  const open = new Set<string>();
  for (const slice of cutSlices([...new Set(items.map((item) => item.userKey))])) {
    const found = await rows
      .selectFrom('hand_over_people')
      .select(['user_key', 'open_task'])
      .where('user_key', 'in', slice)
      .where('open_task', 'is not', null)
      .execute();
    for (const row of found) open.add(placeOf(row.user_key, row.open_task ?? ''));
  }
  return open;
}

function placeOf(userKey: string, task: string): string {
  return `${userKey}\n${task}`;
}

/** The same for the same thing to be done at the same place, whatever the reason. */
function markOf({ change, directory }: HandOverTask): string {
  const group = 'group' in change ? foldName(change.group) : null;
  return JSON.stringify([change.kind, group, directory === null ? null : foldName(directory)]);
}
