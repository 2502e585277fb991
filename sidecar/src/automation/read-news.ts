// A light reading for policies that wait for events: asks feeds and lists people, and has everything read if one of them is news.
import type { HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { judgeInstant } from '../domain/activity.ts';
import type { EventKind } from '../domain/event.ts';
import type { UserKey } from '../domain/user.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { type DirectoryNewsWork, hasDirectoryNews } from './directory-news.ts';

export interface NewsWork extends DirectoryNewsWork {
  readonly host: HostPort;
  readonly clock: Clock;
  readonly takeSnapshot: () => Promise<Snapshot>;
}

/** Takes a snapshot where there is none, where there is news, and where nobody can be asked lightly. Throws `HostFailure`. */
export async function readNews(work: NewsWork, kinds: ReadonlySet<EventKind>): Promise<void> {
  const newest = await work.store.snapshots.newest();
  // One from the future was read while the clock was ahead: nothing that happens now would be later than it.
  const usable = newest !== null && newest.startedAt <= work.clock.now();
  if (!usable || (await hasNews(work, newest, kinds))) await work.takeSnapshot();
}

async function hasNews(work: NewsWork, newest: Snapshot, kinds: ReadonlySet<EventKind>): Promise<boolean> {
  const able = new Set((await work.host.capabilities()).flatMap((one) => (one.present ? [one.capability] : [])));
  if (kinds.has('login') && !able.has('users.activity')) return true;
  if (kinds.has('creation') && !able.has('users.list')) return true;
  if (await hasDirectoryNews(work, newest, kinds)) return true;
  // Whatever the feeds said: they may have missed something, and the lists have not.
  if (kinds.has('login') && (await hasLogin(work, newest))) return true;
  return kinds.has('creation') && (await hasNewcomer(work, newest));
}

async function hasLogin({ reads, clock }: NewsWork, newest: Snapshot): Promise<boolean> {
  for await (const page of reads.listActivity()) {
    for (const { lastLogin } of page) {
      const { at } = judgeInstant(lastLogin, clock.now());
      if (at !== null && at >= newest.startedAt) return true;
    }
  }
  return false;
}

async function hasNewcomer({ store, reads }: NewsWork, newest: Snapshot): Promise<boolean> {
  const known: ReadonlySet<UserKey> = await store.snapshots.userKeys(newest.id);
  for await (const page of reads.listUsers()) {
    if (page.some(({ userKey }) => !known.has(userKey))) return true;
  }
  return false;
}
