// The table of the page beacon as Kysely sees it: on which day, in UTC, somebody saw a page.
import type { UserKey } from '../../domain/user.ts';

export interface BeaconDayTable {
  user_key: UserKey;
  day: string;
}
