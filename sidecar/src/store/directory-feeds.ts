// The token of each directory's feed of events, from right before everything was read last, and how the feed stands.
import { foldName, type Instant } from '../domain/user.ts';
import type { Database } from './database.ts';

/** Whether a feed keeps what its tokens stand for. */
export type FeedStanding =
  | 'sound'
  | 'lost' // it no longer knew the token, and nothing was read completely since
  | 'renewed'; // it lost a token before the present one, and has told nothing since

export interface DirectoryFeed {
  /** Null where the feed gave none, or is not to be asked with the one it gave. */
  readonly token: string | null;
  readonly askedAt: Instant;
  readonly standing: FeedStanding;
}

/** A token as it was before a full reading. */
export interface FeedToken {
  /** The directory's name. */
  readonly directory: string;
  readonly token: string | null;
  readonly askedAt: Instant;
}

export interface DirectoryFeedRecords {
  /** Null for a directory whose feed was never asked. Names are compared as Confluence compares them. */
  readonly get: (directory: string) => Promise<DirectoryFeed | null>;
  /** Keeps the tokens of a full reading that has ended; what was lost is renewed by it. */
  readonly renew: (tokens: readonly FeedToken[]) => Promise<void>;
  /** Notes how a feed answered; `dropToken`: it is not asked again before the next full reading. */
  readonly note: (answer: { directory: string; standing: FeedStanding; dropToken?: boolean }) => Promise<void>;
}

export function keepDirectoryFeeds({ writes, reads }: Database): DirectoryFeedRecords {
  return {
    async get(directory) {
      const row = await reads
        .selectFrom('directory_feeds')
        .selectAll()
        .where('name_folded', '=', foldName(directory))
        .executeTakeFirst();
      return row === undefined ? null : { token: row.token, askedAt: row.asked_at, standing: row.standing };
    },
    async renew(tokens) {
      for (const { directory, token, askedAt } of tokens) {
        await writes
          .insertInto('directory_feeds')
          .values({ name_folded: foldName(directory), token, asked_at: askedAt, standing: 'sound' })
          .onConflict((conflict) =>
            conflict.column('name_folded').doUpdateSet(({ eb }) => ({
              token,
              asked_at: askedAt,
              standing: eb
                .case()
                .when('directory_feeds.standing', '=', 'lost')
                .then<FeedStanding>('renewed')
                .else(eb.ref('directory_feeds.standing'))
                .end(),
            })),
          )
          .execute();
      }
    },
    async note({ directory, standing, dropToken = false }) {
      await writes
        .updateTable('directory_feeds')
        .set(dropToken ? { standing, token: null } : { standing })
        .where('name_folded', '=', foldName(directory))
        .execute();
    },
  };
}
