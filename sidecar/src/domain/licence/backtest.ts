// What a policy would have met at an earlier reading, held against what is known of the same users now.
import type { Activity } from '../activity.ts';
import type { Instant, UserStatus } from '../user.ts';

/** What the newest reading knows of somebody who would have been met. */
export interface SeenNow {
  readonly status: UserStatus;
  readonly activity: Activity['state'];
  /** The last activity known for certain; the true one may be later where the state is `unknown`. */
  readonly activeAt: Instant | null;
}

export type Hindsight =
  | 'active-since' // would have been hit wrongly
  | 'idle-since' // known not to have been active
  | 'disabled-since' // could not have been active: says nothing
  | 'unknown'; // not known, or not there any more

/** Judges one user, `then` being the moment of the earlier reading. */
export function judgeHindsight(then: Instant, now: SeenNow | null): Hindsight {
  if (now === null) return 'unknown';
  if (now.activeAt !== null && now.activeAt > then) return 'active-since';
  if (now.status === 'disabled') return 'disabled-since';
  return now.activity === 'unknown' || now.status === 'unknown' ? 'unknown' : 'idle-since';
}
