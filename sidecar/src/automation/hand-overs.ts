// Puts on the hand-over list what a run could not do itself, and closes what a later snapshot shows to be done.
import { allowsOperation } from '../domain/directory.ts';
import { defaultHandOverDays, dueAt, findEnd, findTasks } from '../domain/hand-over.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { type HostMarks, isSameHost } from '../domain/run-mode.ts';
import { foldName, type Instant } from '../domain/user.ts';
import type { NewHandOver } from '../store/hand-overs.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';

/** Rows of a page. */
const pageSize = 500;

export interface GatherInput {
  readonly store: Pick<Store, 'runs' | 'snapshots'>;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly at: Instant;
}

/** What of a run's plan others must do. A rehearsal asks nobody for anything, and neither does a plan that was not carried out. */
export async function gatherHandOvers({ store, run, definition, at }: GatherInput): Promise<NewHandOver[]> {
  const { snapshotId } = run;
  if (run.mode !== 'live' || run.ending !== 'completed' || snapshotId === null) return [];
  const directories = await store.snapshots.directories(snapshotId);
  const byName = new Map(directories.map((one) => [foldName(one.name), one]));
  const allows = (directory: string, operation: string) => allowsOperation(byName.get(foldName(directory)), operation);
  const due = dueAt(at, definition.handOver?.dueDays ?? defaultHandOverDays);
  const found: NewHandOver[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.entries({ runId: run.id, outcome: 'unsupported', after, limit: pageSize });
    for (const { userKey, username, displayName, steps } of page) {
      const person = await store.snapshots.person(snapshotId, userKey);
      // Unsynced users are no users of a snapshot; what can be done about them hangs on no account.
      const tasks = findTasks({ steps, accounts: person?.accounts ?? { kind: 'untold' }, allows });
      for (const task of tasks) found.push({ userKey, username, displayName, task, dueAt: due });
    }
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.personId;
  }
}

export interface CloseInput {
  readonly store: Pick<Store, 'handOvers' | 'snapshots' | 'settings'>;
  readonly snapshot: Snapshot;
  /** What the snapshot was read from: a copy of our Confluence closes nothing. */
  readonly seen: HostMarks;
  readonly at: Instant;
}

/** Looks at everything that is open. What the snapshot cannot tell stays open. */
export async function closeHandOvers({ store, snapshot, seen, at }: CloseInput): Promise<void> {
  const { hostBinding } = await store.settings.all();
  if (hostBinding === null || !isSameHost(hostBinding, seen)) return;
  const knowledge = await store.snapshots.groupKnowledge(snapshot.id);
  const gone = await store.snapshots.unsynced(snapshot.id);
  const listComplete = snapshot.sources.some((one) => one.source === 'users.list' && one.state === 'complete');
  const groupKnowledge = (group: string) => knowledge.get(foldName(group)) ?? ('missing' as const);
  for (let after = 0; ; ) {
    const page = await store.handOvers.list({ state: 'open', now: at, after, limit: pageSize });
    const ends = [];
    for (const { id, userKey, task } of page) {
      const person = await store.snapshots.person(snapshot.id, userKey);
      const unsynced = gone?.has(userKey) ?? null;
      const because = findEnd(task, { person, listComplete, groupKnowledge, unsynced });
      if (because !== null) ends.push({ id, because });
    }
    await store.handOvers.close({ snapshotId: snapshot.id, at, ends });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
