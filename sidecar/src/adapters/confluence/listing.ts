// Judges how much of everybody a reading holds: by its own contradictions, and by the host's count of licensed users.
import type { HttpClient } from '../http-client/client.ts';
import type { UserCount, UserListing } from '../user-listing.ts';
import { countLicensed } from './licence-counts.ts';
import type { Findings } from './probe.ts';

/**
 * A licensed user is active, so fewer active users than licences prove that somebody is missing; more of them prove
 * nothing. A list of users is taken for whole unless something speaks against it.
 */
export async function judgeListing(
  http: HttpClient,
  everybody: Findings['everybody'],
  { listed, listedRows, unlisted, active }: UserCount,
): Promise<UserListing> {
  const licensed = await countLicensed(http);
  if (licensed !== null && active < licensed) return { state: 'partial', reason: 'users_fewer_than_licensed' };
  if (everybody === 'by-groups') return { state: 'partial', reason: 'users_by_groups' };
  if (everybody === 'by-groups-and-remote-api') return { state: 'partial', reason: 'users_by_groups_and_remote_api' };
  if (unlisted > 0) return { state: 'partial', reason: 'users_unlisted' };
  return listedRows > listed ? { state: 'partial', reason: 'users_repeated' } : { state: 'complete', reason: null };
}
