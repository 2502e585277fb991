// Asks the feeds of directories what changed since everything was read. They may call for a reading; their silence means nothing.
import { type DirectoryChange, type DirectoryReadPort, HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { FeedToken } from '../store/directory-feeds.ts';
import type { Store } from '../store/store.ts';

/** A directory with a Crowd application of its own. */
export interface FeedSource {
  readonly name: string;
  readonly reads: Pick<DirectoryReadPort, 'changesSince'>;
}

export interface FeedWork {
  readonly store: Pick<Store, 'directoryFeeds'>;
  readonly directories: readonly FeedSource[];
  readonly log: Log;
}

/** The token of each feed, to be taken before a full reading begins. A feed that cannot be asked gives none, and bars nothing. */
export function takeFeedTokens(directories: readonly FeedSource[], clock: Clock): Promise<FeedToken[]> {
  return Promise.all(
    directories.map(async ({ name, reads }) => {
      const askedAt = clock.now();
      const answer = await reads.changesSince(null).catch(failureOnly);
      return { directory: name, token: answer instanceof HostFailure ? null : answer.token, askedAt };
    }),
  );
}

/** What all feeds name, or that one of them has lost count so that everything must be read. */
export async function askFeeds(work: FeedWork): Promise<readonly DirectoryChange[] | 'read-everything'> {
  const told = await Promise.all(work.directories.map((directory) => askFeed(work, directory)));
  const changes = told.filter((one) => one !== 'read-everything').flat();
  return told.includes('read-everything') ? 'read-everything' : changes;
}

async function askFeed(
  { store: { directoryFeeds }, log }: FeedWork,
  { name: directory, reads }: FeedSource,
): Promise<readonly DirectoryChange[] | 'read-everything'> {
  const feed = await directoryFeeds.get(directory);
  if (feed === null) return 'read-everything';
  if (feed.token === null) return [];
  const answer = await reads.changesSince(feed.token).catch(failureOnly);
  if (answer instanceof HostFailure) {
    log.warn({ directory, code: answer.code }, 'feed of a directory could not be asked');
    return [];
  }
  if (answer.kind === 'changes') {
    if (feed.standing !== 'sound') await directoryFeeds.note({ directory, standing: 'sound' });
    return answer.changes;
  }
  log.info({ directory, reason: answer.reason }, 'feed of a directory does not tell what changed');
  // Lost again before it told anything: reading everything each time would make up for a feed that is of no use.
  if (answer.reason !== 'expired' || feed.standing === 'renewed') {
    await directoryFeeds.note({ directory, standing: feed.standing, dropToken: true });
    return [];
  }
  await directoryFeeds.note({ directory, standing: 'lost' });
  return 'read-everything';
}

function failureOnly(error: unknown): HostFailure {
  if (error instanceof HostFailure) return error;
  throw error;
}
