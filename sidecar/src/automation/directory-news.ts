// Judges what the feeds of directories name: whether Confluence shows somebody new, or somebody otherwise whom a reading is awaited for.
import { HostFailure, type ReadPort } from '../adapters/ports.ts';
import type { EventKind } from '../domain/event.ts';
import { watchedDays } from '../domain/licence/regret.ts';
import { provisionalKeyOf } from '../domain/newcomer.ts';
import { isOtherwise } from '../domain/otherwise.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { askFeeds, type FeedWork } from './directory-feeds.ts';
import { readPresent } from './execute/read-present.ts';

export interface DirectoryNewsWork extends FeedWork {
  readonly store: Pick<Store, 'directoryFeeds' | 'snapshots' | 'handOvers' | 'rebounds'>;
  readonly reads: ReadPort;
}

/** So many users are asked about one by one; more are the business of a list. */
const mostAsked = 20;
const pageSize = 500;

/**
 * Whether the feeds call for a full reading. They name whoever changed in a directory, log-ins included, and Confluence may
 * know of it only later, so its own word on them decides; what is not news yet is named again at the next look.
 */
export async function hasDirectoryNews(
  work: DirectoryNewsWork,
  newest: Snapshot,
  kinds: ReadonlySet<EventKind>,
): Promise<boolean> {
  const changes = await askFeeds(work);
  if (changes === 'read-everything') return true;
  if (changes.length === 0) return false;
  const names = new Set(changes.flatMap(({ subject, name }) => (subject === 'account' ? [foldName(name)] : [])));
  const { userKeys, strangers } = await sortNames(work, newest, names);
  if (kinds.has('creation') && (await hasNewcomer(work, newest, strangers))) return true;
  if (userKeys.size === 0) return false;
  const awaited = await findAwaited(work, newest, userKeys);
  if (awaited.size > mostAsked) return true;
  return hasAwaitedChange(work, newest, awaited);
}

/** The users of the snapshot among folded names, and the names it has nobody for. */
async function sortNames({ store }: DirectoryNewsWork, { id }: Snapshot, names: ReadonlySet<string>) {
  const userKeys = new Set<UserKey>();
  const strangers = new Set(names);
  if (names.size === 0) return { userKeys, strangers };
  for await (const batch of store.snapshots.names(id)) {
    for (const { userKey, username } of batch) {
      const folded = foldName(username);
      if (!names.has(folded)) continue;
      userKeys.add(userKey);
      strangers.delete(folded);
    }
  }
  return { userKeys, strangers };
}

/** Confluence's list of users is known to leave people out on some versions; where many are new it is asked all the same. */
async function hasNewcomer(
  { store, reads }: DirectoryNewsWork,
  { id }: Snapshot,
  strangers: ReadonlySet<string>,
): Promise<boolean> {
  for (const name of [...strangers].slice(0, mostAsked)) {
    const user = await readUser(reads, provisionalKeyOf(name));
    if (user !== null && (await store.snapshots.person(id, user.userKey)) === null) return true;
  }
  return false;
}

async function readUser(reads: ReadPort, userKey: UserKey) {
  try {
    return await reads.readUser(userKey);
  } catch (error) {
    // One name that cannot be asked about must not keep all others from being noticed.
    if (error instanceof HostFailure) return null;
    throw error;
  }
}

/**
 * Among the changed users, whom only a full reading can settle: an open task for the owner of a directory, or a change of the
 * last 30 days that is watched for being undone. Plans and timelines read by themselves before they act.
 */
async function findAwaited(
  { store }: DirectoryNewsWork,
  { id: snapshotId, startedAt }: Snapshot,
  userKeys: ReadonlySet<UserKey>,
): Promise<ReadonlySet<UserKey>> {
  const awaited = new Set<UserKey>();
  for (let after = 0; ; ) {
    const page = await store.handOvers.list({ state: 'open', now: startedAt, after, limit: pageSize });
    for (const { userKey } of page) if (userKeys.has(userKey)) awaited.add(userKey);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const since = new Date(Date.parse(startedAt) - watchedDays * 86_400_000).toISOString();
  const watched = { snapshotId, since, before: startedAt, userKeys: [...userKeys], limit: pageSize };
  for (let after = 0; ; ) {
    const page = await store.rebounds.watched({ ...watched, after });
    for (const { userKey } of page) awaited.add(userKey);
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.stepId;
  }
  return awaited;
}

async function hasAwaitedChange(
  { store, reads }: DirectoryNewsWork,
  { id }: Snapshot,
  awaited: ReadonlySet<UserKey>,
): Promise<boolean> {
  if (awaited.size === 0) return false;
  const knowledge = await store.snapshots.groupKnowledge(id);
  const groupKnowledge = (group: string) => knowledge.get(group) ?? 'missing';
  for (const userKey of awaited) {
    const shown = await store.snapshots.person(id, userKey);
    const present = await readPresent(reads, userKey);
    if (shown === null || present instanceof HostFailure) continue;
    if (isOtherwise({ shown, present, groupKnowledge })) return true;
  }
  return false;
}
