// Policies, their versions, never changed once written, their state, and the ticks of their schedules.
import type { Newcomer } from '../domain/newcomer.ts';
import type { Mode, PolicyDefinition, PolicyId } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';

/** Where a policy comes from: a file makes it read-only everywhere else. */
export type PolicyOrigin =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'api'; readonly by: string };

export interface StoredPolicy {
  readonly id: PolicyId;
  readonly version: number;
  readonly definition: PolicyDefinition;
  /** Every new policy starts in test mode. */
  readonly mode: Mode;
  readonly origin: PolicyOrigin;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Ticks up to here have been considered by the scheduler. */
  readonly consideredUntil: Instant;
}

/** A tick: one moment a schedule names, told apart by its local wall time. */
export interface Tick {
  readonly policyId: PolicyId;
  /** Local wall time, `2026-03-29T02:30`. */
  readonly localTime: string;
  readonly zone: string;
  readonly instant: Instant;
}

/** What a scheduler asks for together with the claim of a tick. */
export interface RunRequest {
  readonly policyId: PolicyId;
  readonly policyVersion: number;
  readonly trigger: Run['trigger'];
  readonly mode: Mode;
  readonly rehearsalReason: Run['rehearsalReason'];
  readonly requestedAt: Instant;
  /** The token for the API that asked for it in somebody's name. */
  readonly byToken?: number | undefined;
  /** Whom the run is to create. */
  readonly newcomers?: readonly Newcomer[];
}

export type TickClaim =
  | { readonly kind: 'claimed'; readonly run: Run }
  | { readonly kind: 'taken' } // another scheduler has this tick
  | { readonly kind: 'overlap' }; // the policy's previous run is still open; the tick is noted and let go

/** What is saved together with others. */
export interface PolicyDraft {
  readonly definition: PolicyDefinition;
  readonly origin: PolicyOrigin;
  /** The version the writer saw, null where none was in use; absent: whatever stands there is replaced. */
  readonly over?: number | null;
}

export type SavedTogether =
  | { readonly kind: 'saved'; readonly saved: readonly { readonly policy: StoredPolicy; readonly changed: boolean }[] }
  /** Somebody else saved this one in between; nothing was written. Null where it is not in use any more. */
  | { readonly kind: 'overtaken'; readonly id: PolicyId; readonly newest: StoredPolicy | null };

export interface PolicyRecords {
  /** Writes a new version if the definition differs from the newest one. A new policy starts in test mode, version 1. */
  readonly save: (input: {
    definition: PolicyDefinition;
    origin: PolicyOrigin;
    at: Instant;
  }) => Promise<{ policy: StoredPolicy; changed: boolean }>;
  /** Saves all of them or, where one was written by somebody else in between, none. */
  readonly saveTogether: (input: { drafts: readonly PolicyDraft[]; at: Instant }) => Promise<SavedTogether>;
  /** Writes a version of a policy that is in nobody's list: only runs that name it know it. Gives its number. */
  readonly keepAside: (input: { definition: PolicyDefinition; by: string; at: Instant }) => Promise<number>;
  readonly list: () => Promise<readonly StoredPolicy[]>;
  readonly get: (id: PolicyId) => Promise<StoredPolicy | null>;
  readonly definition: (id: PolicyId, version: number) => Promise<PolicyDefinition | null>;
  /** Who wrote this version; null where it came from a file. */
  readonly author: (id: PolicyId, version: number) => Promise<string | null>;
  readonly setMode: (id: PolicyId, mode: Mode, at: Instant) => Promise<StoredPolicy | null>;
  /** Takes a policy out of use; its versions and runs stay. */
  readonly retire: (id: PolicyId, at: Instant) => Promise<boolean>;
  readonly setConsideredUntil: (id: PolicyId, until: Instant) => Promise<void>;
  /** Claims a tick and requests its run in one transaction. */
  readonly claimTick: (tick: Tick, request: RunRequest) => Promise<TickClaim>;
}
