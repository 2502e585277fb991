// Looks at what live runs of the last 30 days did again, whenever a snapshot is there: what came undone is noted once.
import { watchedDays } from '../domain/licence/regret.ts';
import { findRebound, isTakenBackBy, isUndoneByStatus } from '../domain/rebound.ts';
import { type HostMarks, isSameHost } from '../domain/run-mode.ts';
import { foldName } from '../domain/user.ts';
import type { NewRebound, WatchedStep } from '../store/rebounds.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';

const pageSize = 500;

export interface WatchInput {
  readonly store: Pick<Store, 'rebounds' | 'snapshots' | 'settings'>;
  readonly snapshot: Snapshot;
  /** What the snapshot was read from: a copy of our Confluence shows nothing of ours. */
  readonly seen: HostMarks;
  readonly at: string;
}

/** Notes every change that the snapshot shows undone, unless a later run of ours took it back. */
export async function watchRebounds(input: WatchInput): Promise<void> {
  const { store, snapshot, seen, at } = input;
  const { hostBinding } = await store.settings.all();
  if (hostBinding === null || !isSameHost(hostBinding, seen)) return;
  const since = new Date(Date.parse(snapshot.startedAt) - watchedDays * 86_400_000).toISOString();
  const look = await openLook(input);
  for (let after = 0; ; ) {
    const query = { snapshotId: snapshot.id, since, before: snapshot.startedAt, after, limit: pageSize };
    const page = await store.rebounds.watched(query);
    const found: NewRebound[] = [];
    for (const step of page) {
      const reason = await look(step);
      const { stepId, runId } = step;
      if (reason !== null) found.push({ stepId, runId, snapshotId: snapshot.id, at, reason });
    }
    await store.rebounds.note(found);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.stepId;
  }
}

async function openLook({ store, snapshot }: WatchInput) {
  const knowledge = await store.snapshots.groupKnowledge(snapshot.id);
  const directories = await store.snapshots.directories(snapshot.id);
  const following = directories.filter(({ kind, synchronising }) => {
    return synchronising !== null || kind === 'crowd' || kind === 'connector';
  });
  const synchronised = new Set(following.map(({ name }) => foldName(name)));
  return async (step: WatchedStep) => {
    if (isUndoneByStatus(step.change, step.statusNow) === false) return null;
    const person = await store.snapshots.person(snapshot.id, step.userKey);
    if (person === null) return null;
    const reason = findRebound(step, {
      person,
      groupKnowledge: (group) => knowledge.get(foldName(group)) ?? 'missing',
      isSynchronised: (directory) => synchronised.has(foldName(directory)),
    });
    if (reason === null) return null;
    const later = await store.rebounds.laterChanges(step.userKey, step.doneAt);
    return later.some((change) => isTakenBackBy(step.change, change)) ? null : reason;
  };
}
