// The users a run has come to last, each with what was said of their steps: for whoever watches it at work.
import type { Change } from '../../domain/action.ts';
import type { Outcome } from '../../domain/run.ts';
import type { Username } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export interface RecentUser {
  readonly username: Username;
  readonly displayName: string;
  /** In the order in which they were done. */
  readonly steps: readonly { readonly change: Change; readonly outcome: Outcome }[];
}

/** Rows looked at for each user: a user with more steps shows the last of them. */
const stepsEach = 8;

/** The last one first. Read from the end of the journal, which has an index for it; erased users are left out. */
export async function readRecent(
  rows: Rows,
  { runId, limit }: { readonly runId: number; readonly limit: number },
): Promise<RecentUser[]> {
  const found = await rows
    .selectFrom('journal')
    .innerJoin('run_steps as step', 'step.id', 'journal.step_id')
    .innerJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .select(['step.id', 'step.entry_id', 'step.change', 'step.outcome', 'person.username', 'person.display_name'])
    .where('journal.run_id', '=', runId)
    .where('journal.kind', 'in', ['outcome', 'settled'])
    .orderBy('journal.id', 'desc')
    .limit(limit * stepsEach)
    .execute();
  const users = new Map<number, RecentUser>();
  const seen = new Set<number>();
  for (const { id, entry_id, change, outcome, username, display_name: displayName } of found) {
    const known = users.get(entry_id);
    if (outcome === null || seen.has(id) || (known === undefined && users.size === limit)) continue;
    seen.add(id);
    const step = { change: readJson(change), outcome: readJson(outcome) };
    users.set(entry_id, { username, displayName, steps: [step, ...(known?.steps ?? [])] });
  }
  return [...users.values()];
}
