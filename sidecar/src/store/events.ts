// What policies that wait for events knew when they looked last, and the events they have dealt with, each once.
import type { AppearedUser, EventLook, UserEvent } from '../domain/event.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { RunRequest } from './policies.ts';

export type EventClaim =
  | { readonly kind: 'claimed'; readonly run: Run; readonly users: number }
  | { readonly kind: 'nothing' } // nobody new; the look is noted
  | { readonly kind: 'taken' } // somebody else has looked meanwhile
  | { readonly kind: 'overlap' }; // the policy has an open run; nothing is noted, the next look finds the same

export interface EventRecords {
  readonly look: (policyId: PolicyId) => Promise<EventLook | null>;
  /** Notes a first look, in place of one for another event or one that is from later; of several at once the first stands. */
  readonly beginLooking: (policyId: PolicyId, look: EventLook) => Promise<void>;
  /** Users of a snapshot who were created, or first seen, after the instant; `before` is the snapshot looked at last. */
  readonly appearedSince: (query: {
    snapshotId: number;
    since: Instant;
    before: number;
  }) => Promise<readonly AppearedUser[]>;
  /** The last login of each user of a snapshot who signed in after the instant, by whoever told of it in this reading. */
  readonly loginsSince: (snapshotId: number, since: Instant) => Promise<readonly UserEvent[]>;
  /**
   * Moves the look on, claims the events that were not dealt with yet and requests their run, all in one transaction.
   * Two that do so at the same time: one of them gets `taken`.
   */
  readonly claim: (input: {
    policyId: PolicyId;
    from: EventLook;
    to: EventLook;
    events: readonly UserEvent[];
    request: RunRequest;
  }) => Promise<EventClaim>;
  /** Whom a run was requested for. */
  readonly claimedBy: (runId: number) => Promise<ReadonlySet<UserKey>>;
}
