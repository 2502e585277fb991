// The table of the feeds of directories as Kysely sees it.
import type { Instant } from '../../domain/user.ts';
import type { FeedStanding } from '../directory-feeds.ts';

export interface DirectoryFeedTable {
  name_folded: string;
  token: string | null;
  asked_at: Instant;
  standing: FeedStanding;
}
