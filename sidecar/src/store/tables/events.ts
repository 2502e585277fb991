// The tables of events as Kysely sees them.
import type { EventKind } from '../../domain/event.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey } from '../../domain/user.ts';

/** What a policy that waits for events knew when it looked last. */
export interface EventLookTable {
  policy_id: PolicyId;
  event: EventKind;
  since: Instant;
  snapshot_id: number;
  seen_until: Instant;
  complete: number;
}

/** An event that a policy has dealt with, by its run. */
export interface EventClaimTable {
  policy_id: PolicyId;
  user_key: UserKey;
  event: EventKind;
  event_at: Instant;
  run_id: number | null;
}
